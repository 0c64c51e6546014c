"""English words that say nothing about a field of research."""

from typing import Final

# Function words, and the verbs that every abstract uses to talk about itself. Own list; kept short, since the weighting
# itself makes common words light.
ENGLISH: Final[frozenset[str]] = frozenset(
    """
    a about above after again against all also although am among an and another any are as at be because been before
    being below between both but by can cannot could did do does doing down due during each either etc even ever every
    few first for from further had has have having he hence her here hers him his how however i if in into is it its
    itself just like made make many may me might more most much must my neither no nor not now of off often on once one
    only onto or other others our ours out over own per rather same second several shall she should since so some such
    than that the their theirs them themselves then there therefore these they third this those though three through
    throughout thus to together too toward towards two under until up upon us use used uses using various very via was
    we well were what when where whereas whether which while who whom whose why will with within without would yet you
    your yours
    """.split()  # noqa: SIM905  a list of words is read more easily without quotes
)
