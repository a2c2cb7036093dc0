"""Compare the text of two folders of executed notebooks, cell by cell: OLD NEW, or --tidy FOLDER.

Streams and text/plain must agree, decimal numbers to 0.02: the reader's last digits depend on the
processor. Images may differ in their bytes between machines. `--tidy` drops what a rerun would
change without meaning: widget state, random ids, the kernel's version. It also keeps the figures
small, by a palette of 256 colours, which a chart never fills, and writes the one that the README shows.
"""

import base64
import io
import json
import re
import sys
from pathlib import Path

from PIL import Image

WITHIN = 0.02
_DECIMAL = re.compile(r"(?<![\d.])\d+\.\d+(?![\d.])")
_RANDOM = re.compile(r"(?:0x[0-9a-f]{6,}|T_[0-9a-f]{5})")


def texts(notebook: dict) -> list[list[str]]:
    """Return the comparable outputs of each code cell."""
    found = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            shown = [
                "".join(output.get("text", output.get("data", {}).get("text/plain", "")))
                for output in cell["outputs"]
            ]
            found.append([_RANDOM.sub("...", text) for text in shown])
    return found


def alike(old: str, new: str) -> bool:
    """Whether two texts differ in nothing but the last digits of decimal numbers."""
    same_words = _DECIMAL.sub("#", old) == _DECIMAL.sub("#", new)
    numbers = zip(map(float, _DECIMAL.findall(old)), map(float, _DECIMAL.findall(new)), strict=False)
    return same_words and all(abs(before - after) <= WITHIN for before, after in numbers)


def differences(old: Path, new: Path) -> list[str]:
    """Return a line per cell whose text differs, and per notebook that is missing."""
    lines = []
    for path in sorted(old.glob("*.ipynb")):
        other = new / path.name
        if not other.exists():
            lines.append(f"{path.name}: was not run")
            continue
        pairs = zip(*(texts(json.loads(p.read_text(encoding="utf-8"))) for p in (path, other)), strict=True)
        for number, (before, after) in enumerate(pairs, 1):
            if not (len(before) == len(after) and all(map(alike, before, after))):
                lines.append(f"{path.name}, code cell {number}:\n- {before}\n+ {after}")
    return lines or ([] if any(old.glob("*.ipynb")) else [f"{old}: holds no notebook"])


def tidy(folder: Path) -> None:
    """Write the notebooks of a folder without what changes from run to run."""
    for path in sorted(folder.glob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
        notebook["metadata"] = {"kernelspec": kernel, "language_info": {"name": "python"}}
        for number, cell in enumerate(notebook["cells"]):
            cell["id"] = f"cell-{number:02d}"
            for output in cell.get("outputs", []):
                if "image/png" in output.get("data", {}):
                    output["data"]["image/png"] = smaller(output["data"]["image/png"])
        path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        if path.stem == "04-stance":
            (folder.parent / "data" / "stance.png").write_bytes(first_figure(notebook))


def first_figure(notebook: dict) -> bytes:
    """Return the first figure of a notebook as a PNG."""
    outputs = (output for cell in notebook["cells"] for output in cell.get("outputs", []))
    return base64.b64decode(next(o["data"]["image/png"] for o in outputs if "image/png" in o.get("data", {})))


def smaller(png: str) -> str:
    """Return a figure, a PNG in base 64, in a palette of 256 colours."""
    image = Image.open(io.BytesIO(base64.b64decode(png)))
    written = io.BytesIO()
    image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return min(png, base64.b64encode(written.getvalue()).decode(), key=len)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    if sys.argv[1] == "--tidy":
        tidy(Path(sys.argv[2]))
        sys.exit()
    found = differences(Path(sys.argv[1]), Path(sys.argv[2]))
    print("\n".join(found) or "The notebooks show what a fresh run shows.")
    sys.exit(bool(found))
