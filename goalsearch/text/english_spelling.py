"""
British and American spelling of English as one: tumour and tumor, fibre and fiber, optimise and optimize.

Goals, examples and abstracts have both, and stems keep them apart. A word is therefore respelt before it is stemmed;
what is shown stays as it is written. To respell too much (shoestring, capsize) does no harm where all forms of a word
are respelt: goals and texts are read by the same rules.
"""

import re
from typing import Final

from goalsearch.text.late_pattern import late


def _pairs(table: str) -> dict[str, str]:
    british, american = table.split()[::2], table.split()[1::2]
    return dict(zip(british, american, strict=True))


_PIECES: Final = _pairs(
    """
    armour armor  behaviour behavior  colour color  endeavour endeavor  favour favor  flavour flavor  harbour harbor
    honour honor  humour humor  labour labor  neighbour neighbor  odour odor  rigour rigor  rumour rumor  tumour tumor
    vapour vapor  vigour vigor

    aem em  aetiol etiol  amoeb ameb  anaesth anesth  caec cec  caesi cesi  coeliac celiac  faec fec  foet fet
    gynaec gynec  homoeo homeo  manoeuv maneuv  oedem edem  oesoph esoph  oestr estr  paed ped  palaeo paleo  rrhoe rrhe

    ageing aging  aluminium aluminum  artefact artifact  grey gray  judgement judgment  leucocyt leukocyt  mould mold
    sulph sulf
    """
)
# Wherever they stand in a word: antitumour, ischaemia, colourless.
_PIECE: Final = late("|".join(_PIECES))
_ENDINGS: Final = (
    # Fibre, nanometres, manoeuvre; centred.
    (late("(?<=[btv])re(?=s?$)"), "er"),
    (late("(?<=cent)r(?=ed$|ing$)"), "er"),
    # Defence, licences; analogue; programme, while programmed has its stem.
    (late("(?<=^def|^off|^lic)enc(?=es?$)"), "ens"),
    (late("(?<=log)ue(?=s?$)"), ""),
    (late("(?<=^program)me(?=s?$)"), ""),
    # Optimize, localization; catalyze, analyzer. Of these the British form: a stemmer takes -ize for an ending, and so
    # would make one of optimize and optimal, of polarize and polar.
    (late("(?<=[a-z][a-z])iz(?=(?:e[ds]?|ing|ers?|able|ations?|ational)$)"), "is"),
    (late("(?<=[a-z]l)yz(?=(?:e[ds]?|ing|ers?)$)"), "ys"),
)


def respelt(word: str) -> str:
    """``word``, in small letters, in the spelling under which it is counted."""
    word = _PIECE.sub(_respelt_piece, word)
    for ending, spelling in _ENDINGS:
        word = ending.sub(spelling, word)
    return word


def _respelt_piece(piece: re.Match[str]) -> str:
    return _PIECES[piece.group()]
