"""Words that tell a name from other words in capitals, and one kind of name from another."""

from functools import cache

from textblob.en import lexicon

# Words that open a sentence, or carry a capital, without being a name.
FUNCTION = frozenset(
    """a about above according across additionally after again against albeit all almost along also
    although always amid amidst among an and another any anyone are around as aside asked at
    away based be because before behind being below besides between beyond both but by can
    citing could currently despite did do does due during each earlier either elsewhere even
    ever every everyone few finally first following for former from further furthermore given
    had has have having he hence her here hers herself him himself his how however i if in
    indeed inside instead is it its itself just last late later latest lately less let like many
    may me meanwhile might more moreover most much must my nearly neither never nevertheless
    next no nobody none nonetheless nor not nothing notably now of off officials on once one
    only or other others our out over overall past per perhaps president prior recently rather
    regarding same second secondly several shall she should similarly since so some something
    soon still such than thank that the their them then there thereby therefore these they third
    this those though through throughout thus to today together tomorrow too toward towards two
    three four five six seven eight nine ten under unless until up upon us very was we well were
    what when whenever where whereas whether which while who whoever whom whose why will with
    within without would yes yesterday yet you your hi hey hello thanks okay ok yeah yep sure
    please god oh ah sorry inaudible laughter applause crosstalk via notwithstanding resolved
    tweet monday tuesday wednesday
    thursday friday saturday sunday january february march april june july august september
    october november december mr mrs ms dr sir lord lady madam excellency ladies gentlemen""".split()
)
TITLES = frozenset(
    """president vice deputy prime foreign defence defense interior finance minister secretary
    general chancellor premier king queen prince princess emperor pope senator sen rep
    congressman congresswoman representative governor gov mayor ambassador admiral colonel
    captain lieutenant major sergeant judge justice professor prof chairman chairwoman chair
    chief speaker spokesman spokeswoman spokesperson commissioner director leader
    party-secretary mr mrs ms dr sir lord crown acting former archbishop cardinal bishop sheikh
    ayatollah envoy counsel attorney""".split()
)
ORGANISATION = frozenset(
    """academy administration agency alliance army assembly association authority bank board
    brigade bureau cabinet center centre church club college command commission committee
    company congress conservatives corp corporation corps council court democrats department
    federation fleet force forces forum foundation front fund group guard house inc institute
    institution league liberals ltd ministry movement nations navy network news office
    organisation organization parliament party police post press republicans senate service
    services society socialists staff times treasury tribunal union university weekly""".split()
)
PLACE = frozenset(
    """airport avenue bay beach bridge canyon city coast county desert district gulf harbor harbour
    heights hill hills island islands isle lake mount mountain mountains ocean park peninsula
    port province region river road sea square state strait street territory town valley village
    east west north south northern southern eastern western central""".split()
)
GENERIC = (
    ORGANISATION
    | PLACE
    | TITLES
    | frozenset(
        """government governments state states heads head member members kingdom constitution session
    hall powers power excellencies majesty secretary-general secretary- republic nation peoples
    regional permanent main special plenary islands independent sovereign armed air naval
    national international federal royal supreme territorial democratic republican ally allies
    leaders presidents ministers senators annex article section chapter proclamation budget
    strategy commerce teleconference adviser advisor security embassy consulate press oblasts
    raion governorate affairs attacks strikes""".split()
    )
)
# Heads of capitalised phrases that name an event, a law or a thing, and so no actor.
THING = frozenset(
    """accord accords act battle typhoon hurricane paralympics agenda agreement amendment
    anniversary award awards belt bill bowl championship charter christmas code conference
    convention cup day declaration doctrine earth easter edition election elections era exercise
    festival games god initiative internet law memorandum month new night olympics operation
    order pact peace plan prize programme program protocol resolution revolution road rule
    series summit sdg sdgs goals treaty war week world year covid covid-19 english bible change
    rights development future debate climate""".split()
)
NO_NAME = frozenset(
    """COVID GDP GNP SDG SDGs SIDS LDC LDCs COP PV TV HIV AIDS DNA AI IT PDF CEO VIP GMT UTC FAQ EUR
    USD""".split()
)

# Adjectives with a capital: a name only as the first word of one.
ADJECTIVES = frozenset(
    """western eastern european asian african arab arabic muslim christian catholic orthodox jewish islamic
    latin nordic baltic balkan marxist nazi communist""".split()
)


@cache
def ordinary(word: str) -> bool:
    """Whether TextBlob's lexicon knows a word in lower case as no name."""
    tag = lexicon.get(word) or lexicon.get(word.rstrip("s"))
    return bool(tag) and not tag.startswith("NNP")
