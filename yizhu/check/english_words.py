"""English words that begin and end no term: function words, common verbs and adverbs, and words that say little."""

from __future__ import annotations

import re

from yizhu.editions.terms.inflections import inflect

_FUNCTION_WORDS = """
a an the this that these those such what which whose whatever whichever some any every each either neither no none all both
half many much more most several few fewer less little least enough other others another same own first second third last
next former latter one two three four five six seven eight nine ten hundred thousand million billion dozen once twice
i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it
its itself they them their theirs themselves who whom somebody someone something anybody anyone anything everybody everyone
everything nobody nothing oneself there here where when why how whether if unless until till since because although though
while whereas whilst as so than then thus hence therefore however nevertheless nonetheless moreover furthermore otherwise
instead indeed besides meanwhile perhaps maybe and or but nor yet for of in on at by to from with without within into onto
upon over under above below between among amongst through throughout during before after about against along across around
behind beside beyond near off out up down toward towards via per despite except like unlike including according concerning
regarding not never always often sometimes usually ever just only even also too very quite rather almost still already again
soon now today tomorrow yesterday later ago away back together apart alone well far long far-off
am is are was were be been being do does did doing done have has had having can could will would shall should may might must
ought cannot can't don't doesn't didn't won't isn't aren't wasn't weren't hasn't haven't hadn't wouldn't couldn't shouldn't
it's that's there's what's i'm i've i'd i'll we're we've we'll you're you've they're they've he's she's let's
yes ok oh mr mrs ms dr etc ie eg vs
""".split()
_VERBS = """
say tell speak talk ask answer reply call name mean show see look watch hear listen read write know think believe feel
understand learn remember forget want wish hope expect try attempt seem appear become remain stay keep hold let make take
give get put set go come bring carry send leave arrive enter return turn move begin start continue stop end finish happen
occur exist include contain consist involve require need depend allow enable permit prevent cause lead follow use employ
apply provide offer supply receive accept reject refuse add remove reduce increase decrease grow raise rise fall change
convert replace choose decide agree argue claim suggest propose explain describe discuss mention note observe find discover
prove demonstrate indicate imply consider regard treat assume suppose conclude determine compare differ vary relate belong
serve help support produce create build develop form perform achieve reach gain obtain acquire own possess lose win pay buy
sell cost spend save work play run live die meet join share stand sit lie lay hand throw cut break open close weave wait
express concern possess originate anticipate assist act arise admit afford aim appoint await avoid beat bear bind blame
bother confirm deserve deny emerge encourage ensure establish exceed face fail fit force gather govern handle ignore improve
insist intend introduce invite keep knock last launch leap limit match matter notice occupy oppose overcome owe pass persuade
pick point prefer prepare present pretend promise protect publish pull push quote realize recall recognize refer reflect
rely render repeat report represent resist respond reveal satisfy seek select separate solve sound struggle succeed suffer
surround surprise survive tend test touch train translate travel undergo urge wonder worry endow fear count bite fetch fill type expel starve recover plan doubt escape swap object
""".split()
_IRREGULAR = """
said told spoke spoken asked meant showed shown saw seen heard wrote written knew known thought felt understood learnt forgot
forgotten became kept held made took taken gave given got gotten put set went gone came brought sent left began begun led
grew grown rose risen fell fallen chose chosen found built won lost paid bought sold spent ran sat stood lay lain laid threw
thrown cut broke broken wove woven bore borne bound met sought sprang sprung drew drawn drove driven
""".split()
_SAY_LITTLE = """
thing things way ways kind kinds sort sorts lot lots part parts bit number amount case cases time times year years month
months week weeks day days hour hours minute minutes moment people person man men woman women place end side fact matter
question point reason example instance term word words result
good better best bad worse worst great greater greatest big bigger small smaller large larger largest new newer old older
young high higher highest low lower lowest short shorter full whole entire main major minor important certain sure clear
actual accurate practical mutual natural powerful complicated extensive essential considerable significant whatsoever
relation influence adaptation quantity extent degree manner sense view result results success failure issue aspect role level range variety majority rest
possible impossible likely able unable different similar various particular general special common usual real true false
right wrong single double present recent early earlier late available due subject capable ready hard easy difficult simple
strong weak free nice happy pretty latest extra further mere sheer utter very enough cheap cheaper expensive fast faster
slow slower
""".split()
# Of these, words that nevertheless may begin a term of several (free software, general intelligence, real number).
MAY_BEGIN = frozenset(
    "general special common real true false single double open free strong weak simple hard large small high low new learn "
    "form set test train trained training learning reading writing building working running written spoken given "
    "built-in cost second third first half turning moving reasoning computing work works search searches aid aids law control "
    "share report reports cut cuts test tests weeks week collecting finding assisted controlled extended".split()
)
MAY_STAND = frozenset(
    "reasoning training learning computing writing reading building translation form set test train cost work report works search searches aid aids law control share reports tests".split()
)
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS)
_VERB_FORMS = frozenset(
    [
        *_IRREGULAR,
        *_VERBS,
        *(form for verb in _VERBS for form in inflect(verb)),
        *(f"{verb}s" for verb in _VERBS),
    ]
)
NO_TERMS = (FUNCTION_WORDS | _VERB_FORMS | frozenset(_SAY_LITTLE)) - MAY_STAND

NOUNS_IN_LY = frozenset(
    "family anomaly assembly supply reply monopoly butterfly assembly ally bully jelly fly".split()
)
ADJECTIVE = re.compile("(?:ical|ious|eous|uous|ous|able|ible|ful|less|ish|est|ward|some|ary|ant|ent)$")
NOUNS_LIKE_ADJECTIVES = frozenset(
    "table cable variable vegetable constable bible crucible student agent parent patient client element document argument "
    "instrument government department environment experiment movement treatment statement judgement payment component "
    "content talent event president resident incident accident moment equipment employment investment development "
    "management agreement achievement requirement measurement judgment parliament monument fragment segment increment "
    "exponent coefficient gradient ingredient nutrient current continent cement comment parchment settlement plant grant "
    "servant merchant assistant consultant constant determinant invariant variant infant giant elephant participant tenant "
    "library dictionary vocabulary glossary summary boundary salary diary secretary century commentary documentary "
    "harvest forest interest request test contest guest nest rest west quest dish fish publishing english percent extent "
    "intent consent patent transparent antecedent precedent adjustment alignment deployment assessment handful income "
    "outcome chromosome genome handkerchief".split()
)
# How words end that name what is done, what is, or who does it.
NOMINAL = re.compile(
    "(?:tion|sion|ment|ness|ity|ism|ist|ology|graphy|metry|ics|ance|ence|ancy|ency|ture|age|ship|hood|er|or|ee|ysis|"
    "ium|gram|graph|meter|scope|ware|tions|sions|ments|ities|ists|ers|ors|ysis|yses|ing|ings)$"
)
