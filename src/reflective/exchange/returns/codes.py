"""The codes of the looked-after return and of the census: what each list allows, and which of them set a regime."""

from typing import Final

__all__ = ["CENSUS_LISTS", "LISTS", "REGIMES"]


def _codes(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


#: The lists of the looked-after return, by column, as its validation of 2022 to 2026 has them.
LISTS: Final = {
    "RNE": frozenset({"S", "L", "P", "T", "U", "B"}),
    "LS": frozenset({"C1", "C2", "D1", "E1", "J1", "J2", "J3", "L1", "L2", "L3", "V2", "V3", "V4"}),
    "PLACE": _codes(
        "A3 A4 A5 A6 H5 K1 K2 K3 P1 P2 P3 R1 R2 R3 R5 S1 T0 T1 T2 T3 T4 U1 U2 U3 U4 U5 U6 Z1 Z11 Z12 Z13 Z14"
    ),
    "REC": _codes("X1 E2 E3 E4A E4B E5 E6 E7 E8 E9 E11 E12 E13 E14 E15 E16 E17 E41 E45 E46 E47 E48"),
    "REVIEW_CODE": frozenset(f"PN{number}" for number in range(8)),
}

#: Codes that state a regime: a column and a code of an episode, and the fact that its events then have.
REGIMES: Final = {
    ("LS", "V3"): ("short_break", "yes"),
    ("LS", "V4"): ("short_break", "yes"),
    ("PLACE", "A3"): ("placed_for_adoption", "yes"),
    ("PLACE", "A4"): ("placed_for_adoption", "yes"),
    ("PLACE", "A5"): ("placed_for_adoption", "yes"),
    ("PLACE", "A6"): ("placed_for_adoption", "yes"),
    ("PLACE", "P1"): ("living_with_parent", "yes"),
}

_ABUSE: Final = frozenset({"NEG", "PHY", "SAB", "EMO", "MUL"})
#: The lists of the children in need census, by element.
CENSUS_LISTS: Final = {
    "ReferralSource": _codes("1A 1B 1C 1D 2A 2B 3A 3B 3C 3D 3E 3F 4 5A 5B 5C 5D 6 7 8 9 10"),
    "PrimaryNeedCode": frozenset(f"N{number}" for number in range(10)),
    "ReasonForClosure": frozenset(f"RC{number}" for number in range(1, 10)),
    "InitialCategoryOfAbuse": _ABUSE,
    "LatestCategoryOfAbuse": _ABUSE,
}
