"""The demo's films, drawn and voiced by our own code, so that no living person's film is shipped.

`story` and `review` say in the words of `script` what happens at which frame; `motion` finds the poses
in between; `cast` says who sits where; `room`, `figures` and `faces` draw with `brush`; `drawing` and
`review_drawing` put a picture together; `voices` sings; `film` writes the MP4.
"""
