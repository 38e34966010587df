EVENTS = {
    "media.data_key_rotated": "Put a new key of a film in place of the old one",
    "media.backed_up": "Made a backup",
    "media.restored": "Restored a backup",
    "media.ring_created": "Made the keys of a case",
    "media.ring_destroyed": "Destroyed the keys of a case",
    "media.key_rotated": "Put a new key in place of an old one",
    "media.recording_destroyed": "Destroyed a film, and proved that it is gone",
    "media.cut_destroyed": "Destroyed the file of a clip, and proved that it is gone",
    "media.upload_expired": "Ended an upload that nobody went on with",
}
