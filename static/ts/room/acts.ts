import type { Acts } from "./act-button";
import type { Room } from "./room";

/** What only the elements on the page can do. */
export interface Stage {
  zoom(direction: 1 | -1 | 0): void;
  goTo(): void;
  help(): void;
  fullScreen(): void;
}

/** What each act does: keys and buttons both look it up here. */
export function actsOf(room: Room, stage: Stage): Acts {
  const { player } = room;
  return {
    play: () => player.toggle(),
    pause: () => player.pause(),
    reverse: () => player.shuttle(-1),
    forward: () => player.shuttle(1),
    frameBack: () => player.step(-1),
    frameOn: () => player.step(1),
    secondBack: () => player.stepSeconds(-1),
    secondOn: () => player.stepSeconds(1),
    toStart: () => player.seek(0),
    toEnd: () => player.seek(player.lastFrame),
    goTo: () => stage.goTo(),
    slower: () => player.nudgeSpeed(-1),
    faster: () => player.nudgeSpeed(1),
    loopA: () => player.setLoop("a", player.frame),
    loopB: () => player.setLoop("b", player.frame),
    loopOff: () => player.clearLoop(),
    markIn: () => room.markIn(),
    markOut: () => room.markOut(),
    name: () => room.name(),
    playMoment: () => room.selected && room.play(room.selected),
    momentBefore: () => room.selectNext(-1),
    momentAfter: () => room.selectNext(1),
    removeMoment: () => room.selected && void room.remove(room.selected),
    zoomIn: () => stage.zoom(1),
    zoomOut: () => stage.zoom(-1),
    zoomAll: () => stage.zoom(0),
    mute: () => player.toggleSound(),
    fullScreen: () => stage.fullScreen(),
    help: () => stage.help(),
  };
}
