import "./vig-room";
