"""The living room: drawn once, kept for the whole film."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from math import hypot, pi, sin

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from cases.demo.brush import Brush, Colour, arc, shade
from cases.demo.script import Point

WIDTH, HEIGHT = 1280, 720
FLOOR = 474
SCALE = 3

WALL_TOP: Colour = (240, 214, 186)
WALL_LOW: Colour = (250, 233, 210)
BOARD: Colour = (205, 154, 108)
WOOD: Colour = (176, 120, 80)
CREAM: Colour = (255, 247, 232)
DUSK: Colour = (92, 54, 52)


@cache
def living_room() -> Image.Image:
    picture = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), WALL_LOW)
    brush = Brush(picture, scale=SCALE)
    _paint_wall(brush)
    _paint_floor(brush)
    _paint_window(brush, 84, 72)
    _paint_picture(brush)
    _paint_sofa(brush)
    _paint_shelf(brush, 1036, 262)
    _paint_lamp(brush, 988)
    _paint_rug(brush)
    return _with_light(picture.reduce(SCALE))


@cache
def review_room(screen: tuple[int, int, int, int]) -> Image.Image:
    """A quiet room with two armchairs and a screen on the wall between them."""
    picture = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), WALL_LOW)
    brush = Brush(picture, scale=SCALE)
    _paint_wall(brush)
    _paint_floor(brush)
    _paint_rug(brush)
    _paint_screen_wall(brush, screen)
    _paint_lamp(brush, 1186)
    _paint_floor_plant(brush, (88, 506))
    _paint_armchair(brush, 312, 1, (222, 150, 112))
    _paint_armchair(brush, 968, -1, (150, 168, 142))
    return _with_light(picture.reduce(SCALE))


def _paint_screen_wall(brush: Brush, screen: tuple[int, int, int, int]) -> None:
    left, top, right, low = screen
    brush.box(left - 12, top - 12, right + 12, low + 14, (62, 52, 56), 10)
    brush.box(left - 130, 400, right + 130, 492, WOOD, 8)
    brush.box(left - 136, 392, right + 136, 408, shade(WOOD, CREAM, 0.2), 5)
    for door in range(4):
        x = left - 122 + door * 162
        brush.box(x, 416, x + 154, 484, shade(WOOD, DUSK, 0.16), 4)
        brush.circle((x + 77, 428), 4, CREAM)
    _paint_books(brush, 470, 392)
    _paint_pot_plant(brush, (790, 392))


def _paint_armchair(brush: Brush, x: float, facing: int, cloth: Colour) -> None:
    dark, light = shade(cloth, DUSK, 0.2), shade(cloth, CREAM, 0.22)
    for leg in (-78, 70):
        brush.limb((x + facing * leg, 640), (x + facing * leg, 672), 8, 5, shade(WOOD, DUSK, 0.3))
    back = [(-112, 388), (-96, 356), (-60, 356), (-46, 400), (-34, 590), (-96, 620)]
    brush.blob([(x + facing * dx, y) for dx, y in back], cloth)
    edges = sorted((x - facing * 104, x + facing * 88))
    brush.box(edges[0], 566, edges[1], 646, dark, 24)
    brush.box(edges[0] + 4, 562, edges[1] - 2, 604, light, 18)


def _paint_floor_plant(brush: Brush, at: Point) -> None:
    x, y = at
    leaves = (
        (-70, -170, 0.0),
        (64, -186, 0.1),
        (-40, -236, 0.16),
        (34, -250, 0.04),
        (-2, -276, 0.2),
        (88, -122, 0.12),
        (-84, -112, 0.06),
    )
    for dx, dy, pale in leaves:
        _paint_leaf(brush, (x, y - 50), (x + dx, y + dy), 24, shade((98, 144, 100), CREAM, pale))
    brush.polygon([(x - 46, y - 70), (x + 46, y - 70), (x + 34, y + 30), (x - 34, y + 30)], (246, 226, 198))
    brush.box(x - 50, y - 80, x + 50, y - 60, (255, 240, 216), 5)


def _paint_wall(brush: Brush) -> None:
    for y in range(0, FLOOR, 2):
        brush.box(0, y, WIDTH, y + 2, shade(WALL_TOP, WALL_LOW, y / FLOOR))
    for x in range(-20, WIDTH, 64):
        brush.box(x, 0, x + 30, FLOOR, shade(WALL_LOW, WALL_TOP, 0.32))
    brush.box(0, FLOOR - 20, WIDTH, FLOOR, CREAM)
    brush.box(0, FLOOR - 22, WIDTH, FLOOR - 19, shade(CREAM, WOOD, 0.35))


def _paint_floor(brush: Brush) -> None:
    brush.box(0, FLOOR, WIDTH, HEIGHT, BOARD)
    rows = (474, 496, 524, 560, 606, 662, 720)
    for row, (top, low) in enumerate(pairwise(rows)):
        for plank, left in enumerate(range(-300 + 170 * (row % 2), WIDTH, 340)):
            tone = 0.05 + 0.11 * ((row * 7 + plank * 5) % 4) / 3
            brush.box(left, top, left + 338, low - 2, shade(BOARD, CREAM, tone))
        brush.box(0, low - 2, WIDTH, low, shade(BOARD, DUSK, 0.2))
    brush.box(0, FLOOR, WIDTH, FLOOR + 5, shade(BOARD, DUSK, 0.3))


def _paint_window(brush: Brush, left: float, top: float) -> None:
    right, low = left + 236, top + 236
    brush.box(left - 12, top - 12, right + 12, low + 4, CREAM, 8)
    for step in range(118):
        y = top + 2 * step
        brush.box(left, y, right, y + 2, shade((150, 204, 224), (255, 236, 206), step / 118))
    _paint_view(brush, left, top, right, low)
    middle = (left + right) / 2
    brush.box(middle - 5, top, middle + 5, low, CREAM)
    brush.box(left, top + 92, right, top + 101, CREAM)
    brush.box(left - 30, low, right + 30, low + 17, CREAM, 5)
    brush.box(left - 26, low + 14, right + 26, low + 19, shade(CREAM, WOOD, 0.4), 3)
    for side in (-1, 1):
        _paint_curtain(brush, middle, side, top)
    brush.limb((left - 66, top - 34), (right + 66, top - 34), 5, 5, WOOD)
    for end in (left - 70, right + 70):
        brush.circle((end, top - 34), 10, shade(WOOD, DUSK, 0.2))


def _paint_view(brush: Brush, left: float, top: float, right: float, low: float) -> None:
    brush.circle((left + 62, top + 52), 24, (255, 240, 190))
    for x, y, size in ((right - 70, top + 44, 15), (right - 52, top + 38, 18), (right - 32, top + 46, 14)):
        brush.circle((x, y), size, (255, 252, 244))
    far, near = (166, 196, 150), (134, 176, 122)
    hill = [(x, low - 66 - 20 * sin((x - left) / 60)) for x in np.linspace(left, right, 40)]
    brush.polygon([(left, low), *hill, (right, low)], far)
    hill = [(x, low - 34 - 16 * sin((x - left) / 46 + 2.2)) for x in np.linspace(left, right, 40)]
    brush.polygon([(left, low), *hill, (right, low)], near)
    brush.limb((right - 62, low - 40), (right - 62, low - 84), 5, 4, (136, 96, 72))
    for x, y, size in ((-62, -112, 30), (-82, -94, 21), (-42, -94, 22)):
        brush.circle((right + x, low + y), size, (112, 160, 108))
    brush.circle((right - 70, low - 118), 16, (136, 180, 124))


def _paint_curtain(brush: Brush, middle: float, side: int, top: float) -> None:
    cloth: Colour = (222, 138, 112)
    outer, inner = middle + side * 186, middle + side * 112
    brush.blob(
        [
            (outer, top - 32), (inner, top - 32), (inner + side * 2, top + 90), (inner + side * 28, top + 196),
            (inner + side * 14, top + 302), (outer + side * 6, top + 302), (outer + side * 2, top + 150),
        ],
        cloth,
    )  # fmt: skip
    for fold in (0.18, 0.42, 0.66):
        x = inner + (outer - inner) * fold
        tied = inner + side * 32 + (outer - inner - side * 32) * fold
        for shift, wide, tone in ((0, 7, shade(cloth, DUSK, 0.12)), (side * 9, 5, shade(cloth, CREAM, 0.18))):
            brush.curve((x + shift, top - 22), (x + shift, top + 110), (tied + shift, top + 194), wide, tone)
            brush.curve((tied + shift, top + 194), (tied + shift + 3, top + 240), (tied + shift, top + 290), wide, tone)
    brush.limb((inner + side * 26, top + 198), (outer, top + 190), 7, 7, CREAM)


def _paint_picture(brush: Brush) -> None:
    brush.box(592, 92, 736, 204, WOOD, 5)
    brush.box(600, 100, 728, 196, CREAM)
    brush.box(612, 110, 716, 186, (250, 222, 184))
    brush.circle((690, 134), 14, (240, 158, 92))
    brush.polygon([(612, 186), (612, 160), (640, 146), (672, 168), (700, 152), (716, 160), (716, 186)], (126, 168, 150))
    brush.limb((640, 174), (668, 174), 5, 5, (200, 90, 72))
    brush.polygon([(644, 170), (664, 170), (654, 148)], CREAM)
    brush.box(772, 118, 846, 204, CREAM, 5)
    brush.box(779, 125, 839, 197, (238, 196, 170))
    for x, tone in ((799, (66, 134, 132)), (821, (244, 190, 84))):
        brush.circle((x, 158 if x < 810 else 168), 9, (226, 168, 128))
        brush.blob([(x - 13, 197), (x - 10, 176), (x, 168), (x + 10, 176), (x + 13, 197)], tone)


def _paint_sofa(brush: Brush) -> None:
    cloth: Colour = (150, 168, 142)
    dark, light = shade(cloth, DUSK, 0.2), shade(cloth, CREAM, 0.16)
    for x in (526, 824):
        brush.limb((x, 486), (x, 502), 7, 5, shade(WOOD, DUSK, 0.3))
    brush.box(512, 316, 840, 452, cloth, 34)
    brush.box(516, 322, 836, 340, light, 9)
    brush.box(672, 344, 676, 420, dark, 2)
    brush.box(520, 410, 832, 492, dark, 18)
    brush.box(528, 408, 674, 452, light, 16)
    brush.box(678, 408, 824, 452, light, 16)
    for left in (488, 806):
        brush.box(left, 368, left + 58, 494, cloth, 26)
        brush.box(left + 8, 374, left + 50, 386, light, 6)
    brush.blob([(556, 408), (550, 356), (602, 346), (640, 362), (636, 410), (598, 418)], (232, 176, 96))
    brush.curve((566, 364), (596, 380), (628, 366), 4, (248, 214, 150))
    brush.blob([(734, 412), (728, 364), (776, 352), (812, 368), (806, 414), (770, 420)], (204, 112, 92))
    for x in (752, 770, 788):
        brush.circle((x, 388), 5, (244, 206, 176))


def _paint_shelf(brush: Brush, left: float, top: float) -> None:
    right, low = left + 222, FLOOR + 14
    dark = shade(WOOD, DUSK, 0.38)
    brush.box(left, top, right, low, WOOD, 6)
    for shelf_top in (top + 12, top + 114):
        brush.box(left + 12, shelf_top, right - 12, shelf_top + 92, dark, 3)
    _paint_books(brush, left + 20, top + 104)
    _paint_bear(brush, (right - 56, top + 66))
    _paint_rings(brush, (left + 60, low - 18))
    _paint_blocks(brush, right - 96, low - 16)
    brush.box(left - 6, top - 8, right + 6, top + 6, shade(WOOD, CREAM, 0.2), 4)
    _paint_pot_plant(brush, (right - 54, top - 8))
    brush.box(left + 34, top - 66, left + 92, top - 8, CREAM, 4)
    brush.box(left + 41, top - 59, left + 85, top - 15, (176, 206, 200))
    brush.blob([(left + 63, top - 26), (left + 50, top - 42), (left + 57, top - 50), (left + 63, top - 44),
                (left + 69, top - 50), (left + 76, top - 42)], (214, 96, 84))  # fmt: skip


def _paint_books(brush: Brush, left: float, low: float) -> None:
    x = left
    colours: tuple[Colour, ...] = (
        (206, 104, 84),
        (238, 196, 120),
        (92, 142, 140),
        (244, 226, 196),
        (126, 98, 124),
        (222, 150, 96),
    )
    for number, colour in enumerate(colours):
        wide, tall = 12 + 5 * (number % 3), 66 + 9 * ((number * 5) % 3)
        brush.box(x, low - tall, x + wide, low, colour, 2)
        brush.box(x + 3, low - tall + 10, x + wide - 3, low - tall + 15, shade(colour, CREAM, 0.5))
        x += wide + 2


def _paint_bear(brush: Brush, at: Point) -> None:
    fur: Colour = (206, 152, 104)
    x, y = at
    for side in (-1, 1):
        brush.circle((x + side * 17, y - 36), 9, fur)
        brush.circle((x + side * 17, y - 36), 4.5, (236, 190, 150))
        brush.limb((x + side * 14, y + 8), (x + side * 25, y + 18), 9, 8, shade(fur, DUSK, 0.1))
    brush.ellipse((x, y + 12), 22, 25, fur)
    brush.ellipse((x, y + 15), 13, 16, (236, 196, 156))
    brush.circle((x, y - 22), 22, fur)
    brush.ellipse((x, y - 15), 11, 9, (244, 212, 178))
    for side in (-1, 1):
        brush.circle((x + side * 8, y - 26), 2.6, (60, 40, 36))
    brush.ellipse((x, y - 18), 3.6, 2.6, (60, 40, 36))


def _paint_rings(brush: Brush, at: Point) -> None:
    x, y = at
    brush.limb((x, y - 6), (x, y - 68), 4, 4, CREAM)
    for step, colour in enumerate(((206, 96, 82), (238, 176, 92), (132, 172, 132), (92, 142, 160))):
        half = 33 - step * 6
        brush.box(x - half, y - 14 - 14 * step, x + half, y - 1 - 14 * step, colour, 6)
    brush.circle((x, y - 68), 8, (206, 96, 82))


def _paint_blocks(brush: Brush, left: float, low: float) -> None:
    for x, y, colour in ((0, 0, (92, 142, 140)), (40, 0, (238, 190, 110)), (20, -34, (214, 120, 96))):
        brush.box(left + x, low + y - 33, left + x + 36, low + y, colour, 4)
        brush.circle((left + x + 18, low + y - 16), 8, shade(colour, CREAM, 0.6))


def _paint_pot_plant(brush: Brush, at: Point) -> None:
    x, y = at
    for dx, dy, colour in ((-34, -62, 0.0), (34, -66, 0.1), (-16, -88, 0.18), (18, -92, 0.05), (0, -70, 0.25)):
        _paint_leaf(brush, (x, y - 34), (x + dx, y + dy), 12, shade((104, 150, 104), CREAM, colour))
    brush.polygon([(x - 25, y - 40), (x + 25, y - 40), (x + 18, y), (x - 18, y)], (222, 132, 100))
    brush.box(x - 28, y - 46, x + 28, y - 34, (232, 150, 118), 4)


def _paint_leaf(brush: Brush, root: Point, tip: Point, wide: float, colour: Colour) -> None:
    dx, dy = tip[0] - root[0], tip[1] - root[1]
    length = hypot(dx, dy)
    nx, ny = -dy / length * wide, dx / length * wide

    def at(along: float, aside: float) -> Point:
        return root[0] + dx * along + nx * aside, root[1] + dy * along + ny * aside

    edge = ((0.35, 0.8), (0.65, 1.0), (0.88, 0.55))
    brush.blob([root, *(at(t, s) for t, s in edge), tip, *(at(t, -s) for t, s in reversed(edge))], colour)
    brush.curve(root, at(0.5, 0), at(0.85, 0), 2, shade(colour, CREAM, 0.35))


def _paint_lamp(brush: Brush, x: float) -> None:
    brush.ellipse((x, FLOOR + 16), 34, 8, shade(WOOD, DUSK, 0.3))
    brush.limb((x, FLOOR + 12), (x, 210), 4, 4, shade(WOOD, DUSK, 0.2))
    brush.polygon([(x - 34, 142), (x + 34, 142), (x + 54, 216), (x - 54, 216)], (252, 226, 184))
    brush.box(x - 55, 212, x + 55, 220, (232, 176, 120), 3)


def _paint_rug(brush: Brush) -> None:
    centre = (655.0, 622.0)
    for rx, ry, colour in (
        (548, 94, (176, 96, 88)), (538, 90, (204, 122, 104)), (506, 82, (246, 224, 194)), (494, 79, (206, 128, 108)),
        (430, 64, (214, 140, 116)), (300, 42, (246, 224, 194)), (292, 40, (220, 150, 124)),
    ):  # fmt: skip
        brush.ellipse(centre, rx, ry, colour)
    for x, y in arc(centre, 462, 71.5, 0, 2 * pi, 44)[:-1]:
        brush.ellipse((x, y), 11, 4.2, (246, 224, 194))
    for x, y in arc(centre, 365, 53, 0, 2 * pi, 30)[:-1]:
        brush.ellipse((x, y), 7, 2.8, (232, 176, 104))


def _with_light(picture: Image.Image) -> Image.Image:
    """Warm light falls in by the window and lies on the floor; corners stay a little dimmer."""
    glow = Image.new("RGB", picture.size)
    draw = ImageDraw.Draw(glow)
    draw.polygon([(84, 250), (320, 250), (930, 720), (330, 720)], fill=(62, 48, 26))
    draw.polygon([(380, 560), (620, 560), (840, 700), (450, 700)], fill=(104, 84, 54))
    draw.ellipse((888, 120, 1088, 320), fill=(88, 66, 36))
    picture = ImageChops.screen(picture, glow.filter(ImageFilter.GaussianBlur(30)))
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    edge = ((x / WIDTH - 0.48) ** 2 + 0.8 * (y / HEIGHT - 0.5) ** 2).clip(0.10, None) - 0.10
    keep = 1 - 0.55 * edge[..., None] * np.array([0.75, 0.9, 1.0])
    return Image.fromarray((np.asarray(picture) * keep).astype(np.uint8))


def shadow_on(picture: Image.Image, centre: Point, rx: float, ry: float, strength: float) -> None:
    """A soft shadow, painted into the picture."""
    margin = int(ry * 2) + 8
    size = int(2 * rx) + 2 * margin, int(2 * ry) + 2 * margin
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).ellipse((margin, margin, size[0] - margin, size[1] - margin), fill=round(255 * strength))
    mask = mask.filter(ImageFilter.GaussianBlur(ry * 0.45))
    picture.paste(DUSK, (int(centre[0] - size[0] / 2), int(centre[1] - size[1] / 2)), mask)
