"""The shared review: the parent and the practitioner watch the moment of repair and talk about it.

The same words one level up: here the parent is the person whose initiatives the practitioner receives.
"""

from __future__ import annotations

from cases.demo.script import Key, Story, SuggestedClip, Turn, Utterance

PAUSED_AT = 1024
"""The frame of the play film that they stop at: their eyes meet again."""


def shown_on_screen(frame: int) -> int:
    """The play film's frame that is on the screen at this frame of the review."""
    if frame < 400:
        return min(PAUSED_AT, 850 + max(0, frame - 10))
    return min(1125, PAUSED_AT + frame - 400)


TURNS = (
    Turn(196, "person", "initiative", "She sees something on the screen and points at it"),
    Turn(216, "partner", "reception", "The practitioner turns to her and nods"),
    Turn(262, "partner", "response", "A short question, and time to think"),
    Turn(300, "person", "reception", "She looks at the still once more"),
    Turn(318, "person", "initiative", "She says what she sees herself doing"),
    Turn(362, "partner", "reception", "The practitioner receives her words"),
    Turn(398, "partner", "response", "The practitioner lets the clip run on"),
    Turn(505, "person", "initiative", "She turns round, moved and glad"),
    Turn(524, "partner", "reception", "They smile at each other"),
)

CLIPS = (
    SuggestedClip(
        190, 310, "She sees it for herself", ("RI1", "RI4", "AI3"),
        "The parent speaks first. The practitioner turns to her, receives it, and leaves her time.",
    ),
)  # fmt: skip

KEYS = (
    Key(0, "person", 1, gaze="screen", arms="rest", smile=0.3, lean=4, brow=0.1),
    Key(0, "partner", 1, gaze="screen", arms="rest", smile=0.4, lean=2, brow=0.1),
    Key(60, "partner", 14, gaze="other", smile=0.5),
    Key(104, "partner", 14, gaze="screen"),
    Key(150, "person", 20, lean=9, brow=0.6),
    Key(192, "person", 14, arms="point", smile=0.6, lean=12),
    Key(212, "partner", 12, gaze="other", brow=0.5, lean=7),
    Key(224, "partner", 10, smile=0.75, lean=10),
    Key(232, "person", 12, gaze="other", smile=0.7),
    Key(244, "person", 18, arms="rest", lean=6),
    Key(262, "partner", 14, arms="ready", lean=6, brow=0.6, smile=0.5),
    Key(292, "partner", 16, arms="rest", brow=0.3),
    Key(298, "person", 14, gaze="screen", brow=-0.1, smile=0.3),
    Key(318, "person", 14, gaze="other", arms="heart", smile=0.55, brow=0.3),
    Key(362, "partner", 12, smile=0.85, lean=11, brow=0.5),
    Key(376, "person", 16, arms="rest", smile=0.7),
    Key(396, "partner", 14, gaze="screen", lean=4),
    Key(400, "person", 14, gaze="screen", lean=8),
    Key(470, "person", 16, smile=0.95, brow=0.5),
    Key(480, "partner", 16, smile=0.8),
    Key(505, "person", 14, gaze="other", arms="heart", brow=0.6),
    Key(524, "partner", 12, gaze="other", smile=0.95, lean=8, brow=0.5),
)

UTTERANCES = (
    Utterance(70, 26, "partner", "talk", 4),
    Utterance(194, 24, "person", "oh", 1),
    Utterance(220, 18, "partner", "ooh", 1),
    Utterance(264, 30, "partner", "talk", 5),
    Utterance(320, 40, "person", "talk", 7),
    Utterance(364, 24, "partner", "tender", 3),
    Utterance(506, 30, "person", "tender", 4),
    Utterance(540, 30, "partner", "laugh", 4),
    Utterance(548, 32, "person", "laugh", 5),
)

REVIEW = Story(
    frames=600,
    turns=TURNS,
    clips=CLIPS,
    keys=KEYS,
    ball=(),
    utterances=UTTERANCES,
    blinks={
        "person": (26, 92, 160, 226, 298, 356, 402, 452, 500, 590),
        "partner": (48, 62, 120, 186, 250, 330, 396, 440, 498, 584),
    },
)
