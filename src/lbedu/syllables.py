"""Which words can be Vietnamese: the syllables of the language by initial, rime and tone. Knows no meanings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INITIAL = "b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x|"
_RIMES = (
    "a ai ao au ay am an ang anh ac ach ap at ăm ăn ăng ăc ăp ăt âm ân âng âc âp ât âu ây "
    "e em en eng eo ec ep et ê êm ên êng ênh êc êch êp êt êu "
    "i ia im in inh ich ip it iu iêm iên iêng iêc iêp iêt iêu y yên yêm yêng yêt yêu ynh ych yt yu "
    "o oi om on ong oong oc op ot oa oai oam oan oang oanh oao oac oach oap oat oay oăm oăn oăng oăc oăt oe oen oeo oet "
    "ô ôi ôm ôn ông ôc ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua ui um un ung uc up ut uân uâng uât uây uê uênh uêch uơ uôi uôm uôn uông uôc uôt uy uya uyên uyêt uynh uych uyt uyu "
    "ư ưa ưi ưm ưn ưng ưc ưt ưu ươi ươm ươn ương ươc ươp ươt ươu"
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED = (["\u0301"], ["\u0323"])
"""The tones of a syllable that ends in c, ch, p or t."""


@lru_cache(1)
def _syllable() -> re.Pattern[str]:
    """Made when it is first asked for: most runs never do."""
    rimes = "|".join(sorted(_RIMES.split(), key=len, reverse=True))
    return re.compile(rf"(?:{_INITIAL})(?:{rimes})|gi")


_ENDS = re.compile(r"[aeo][iouy]|i[ou]|u[iou]|y[u]")
_RIGHT = re.compile(r"uy|(?:^|[^aeiouy])(?:gi[ou]|qu[iy])")


def is_misplaced(word: str) -> bool:
    """Whether a tone stands on the last letter of a rime that never has it there, as in `maõ`, which is VNI for mã."""
    decomposed = unicodedata.normalize("NFD", word.casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    last = len(decomposed) > 1 and decomposed[-1] in _TONES
    return last and _ENDS.fullmatch(plain[-2:]) is not None and not _RIGHT.search(plain[-3:])


@lru_cache(4096)
def is_syllable(word: str) -> bool:
    """Whether a word, in whatever case and composed in whatever way, is spelt as a Vietnamese syllable."""
    decomposed = unicodedata.normalize("NFD", word.casefold())
    tones = [mark for mark in decomposed if mark in _TONES]
    plain = unicodedata.normalize("NFC", "".join(letter for letter in decomposed if letter not in _TONES))
    if len(tones) > 1 or len(plain) > 7 or not _syllable().fullmatch(plain):
        return False
    return not plain.endswith(("c", "ch", "p", "t")) or tones in _STOPPED
