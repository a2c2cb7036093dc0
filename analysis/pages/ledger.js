// Makes tables of evidence searchable, sortable and filterable. Without it they are plain tables.
(async () => {
  const LONG = 12; // rows; a shorter table needs no search
  const FILTERED = ["outlet", "holder", "actor", "stance", "target", "voice"];
  const MOST = 200; // different values that a filter lists
  const tables = [...document.querySelectorAll(".ledger table")].filter((t) => t.tBodies[0].rows.length > LONG);
  if (!tables.length || !window.dataTablesSource) return;
  const bytes = Uint8Array.from(atob(window.dataTablesSource), (c) => c.charCodeAt(0));
  const { default: DataTable } = await import(URL.createObjectURL(new Blob([bytes], { type: "text/javascript" })));

  const choices = (table, index) =>
    [...new Set(table.column(index).nodes().toArray().map((cell) => cell.textContent))].sort((a, b) => a.localeCompare(b));

  const filter = (table, index, name) => {
    const values = choices(table, index);
    if (values.length < 2 || values.length > MOST) return null;
    const label = document.createElement("label");
    const select = document.createElement("select");
    label.append(`${name} `, select);
    select.append(new Option("all", ""));
    values.forEach((value) => select.append(new Option(value, value)));
    select.addEventListener("change", () =>
      table.column(index).search(select.value, { exact: select.value !== "" }).draw());
    return label;
  };

  for (const node of tables) {
    const table = new DataTable(node, {
      order: [], pageLength: 25, lengthMenu: [25, 100, 500], autoWidth: false,
      language: { search: "Search", lengthMenu: "_MENU_ rows a page" },
    });
    const bar = document.createElement("div");
    bar.className = "filters";
    [...node.tHead.rows[0].cells].forEach((cell, index) => {
      const name = cell.textContent.trim();
      const made = FILTERED.includes(name) ? filter(table, index, name) : null;
      if (made) bar.append(made);
    });
    if (bar.children.length) table.table().container().prepend(bar);
    node.closest(".ledger").removeAttribute("style");
    node.closest(".ledger").removeAttribute("tabindex");
  }
  document.documentElement.dataset.ledgers = tables.length; // tells that all is ready
})();
