"""Who is in the films, where they sit, and how far their arms go."""

from __future__ import annotations

from cases.demo.faces import Hair, bob_before, bob_behind, bun_before, bun_behind, curls_before, curls_behind
from cases.demo.figures import Dress, Figure, draw_kneeling, draw_on_chair, draw_sprawling, draw_sprawling_near_leg
from cases.demo.motion import Body, Stage
from cases.demo.script import Who
from cases.demo.voices import Voice

MOTHER = Dress(
    skin=(226, 168, 128), hair=Hair((92, 52, 40), bun_behind, bun_before),
    top=(66, 134, 132), trim=(244, 226, 196), legs=(104, 78, 104), socks=(240, 214, 180),
    arm=226, sleeve=25, hand=17, shoulder=50, waist=60,
)  # fmt: skip
CHILD = Dress(
    skin=(238, 184, 144), hair=Hair((112, 66, 44), curls_behind, curls_before),
    top=(244, 190, 84), trim=(255, 240, 212), legs=(82, 112, 156), socks=(226, 104, 84),
    arm=126, sleeve=17, hand=13, shoulder=33, waist=42, stripes=3,
)  # fmt: skip
GUIDE = Dress(
    skin=(168, 112, 82), hair=Hair((58, 44, 48), bob_behind, bob_before, glasses=True),
    top=(196, 104, 84), trim=(250, 232, 206), legs=(74, 84, 110), socks=(90, 66, 60),
    arm=226, sleeve=25, hand=17, shoulder=50, waist=60,
)  # fmt: skip

PLAYROOM: dict[Who, Figure] = {
    "partner": Figure(
        Body(
            hip=(395, 572), facing=1, trunk=165, head=66,
            hands={
                "rest": ((458, 566), (490, 556)), "ready": ((528, 582), (550, 566)), "ball": ((540, 610), (562, 584)),
                "push": ((588, 606), (600, 592)), "catch": ((520, 556), (534, 512)), "reach": ((566, 500), (580, 486)),
                "high": ((548, 440), (560, 428)), "cheer": ((280, 256), (532, 236)), "heart": ((446, 476), (490, 556)),
            },
        ),
        MOTHER, draw_kneeling,
    ),
    "person": Figure(
        Body(
            hip=(915, 606), facing=-1, trunk=100, head=60,
            hands={
                "rest": ((872, 606), (862, 596)), "ready": ((834, 576), (820, 566)), "ball": ((822, 600), (800, 584)),
                "push": ((800, 592), (788, 580)), "catch": ((846, 578), (812, 540)), "reach": ((810, 562), (780, 526)),
                "high": ((846, 440), (806, 404)), "cheer": ((990, 470), (826, 452)), "heart": ((880, 560), (862, 596)),
            },
        ),
        CHILD, draw_sprawling, draw_sprawling_near_leg,
    ),
}  # fmt: skip

SILL = (196.0, 306.0)
PLAY_STAGE = Stage({who: figure.body for who, figure in PLAYROOM.items()}, {"window": (SILL[0], SILL[1] - 14)})

SCREEN = (440, 60, 840, 285)
REVIEWERS: dict[Who, Figure] = {
    "person": Figure(
        Body(
            hip=(312, 548), facing=1, trunk=165, head=62,
            hands={
                "rest": ((396, 536), (414, 524)), "point": ((396, 536), (528, 330)), "heart": ((352, 446), (414, 524)),
                "ready": ((424, 500), (440, 486)),
            },
        ),
        MOTHER, draw_on_chair,
    ),
    "partner": Figure(
        Body(
            hip=(968, 548), facing=-1, trunk=165, head=62,
            hands={
                "rest": ((884, 536), (866, 524)), "ready": ((848, 490), (826, 476)), "heart": ((928, 446), (866, 524)),
            },
        ),
        GUIDE, draw_on_chair,
    ),
}  # fmt: skip
REVIEW_STAGE = Stage({who: figure.body for who, figure in REVIEWERS.items()}, {"screen": (640, 172)})

PLAY_VOICES: dict[Who, Voice] = {
    "partner": Voice(pitch=205, mouth=1.0, side=-0.3),
    "person": Voice(pitch=345, mouth=1.28, side=0.3),
}
REVIEW_VOICES: dict[Who, Voice] = {
    "person": Voice(pitch=200, mouth=1.0, side=-0.35),
    "partner": Voice(pitch=176, mouth=0.96, side=0.35),
}
