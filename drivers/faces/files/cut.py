"""Cuts BabelStone Han to the Han characters that Noto Sans SC and HanaMinB lack.

Usage: cut.py BabelStoneHan.ttf OUT.ttf   (in this folder; needs fonttools 4)
"""

import sys

from fontTools import subset
from fontTools.ttLib import TTFont

HAN_BLOCKS = [
    (0x3400, 0x4DBF),  # Extension A
    (0x4E00, 0x9FFF),  # the unified ideographs
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0x20000, 0x2EE5F),  # Extensions B to F, and I
    (0x2F800, 0x2FA1F),  # compatibility supplement
    (0x30000, 0x323AF),  # Extensions G and H
]
# Clause 2 of the Arphic Public License asks for this notice in the modified file.
NOTICE = (
    "Modified for Yibao Kiosk: cut to the Han characters that Noto Sans SC and HanaMinB lack, "
    "hinting and layout features removed; no glyph was redrawn. Done on 2026-11-24 by cut.py."
)


def characters(path):
    return set(TTFont(path).getBestCmap())


source, out = sys.argv[1:]
held = characters("NotoSansSC-Regular.ttf") | characters("HanaMinB.ttf")
wanted = {
    code
    for code in characters(source) - held
    if any(first <= code <= last for first, last in HAN_BLOCKS)
}

options = subset.Options()
options.hinting = False
options.layout_features = []
options.glyph_names = False
options.name_IDs = ["*"]
options.drop_tables += ["meta"]
font = subset.load_font(source, options)
subsetter = subset.Subsetter(options)
subsetter.populate(unicodes=wanted)
subsetter.subset(font)
font["name"].setName(NOTICE, 10, 3, 1, 0x409)
subset.save_font(font, out, options)
print(f"{len(wanted)} characters")
