"""The demo's films, drawn and voiced by our own code, so that no living person's film is shipped.

`story` and `review` say in the words of `script` what happens at which frame; `motion` finds the poses
in between; `room` and `figures` draw with `brush`; `drawing` puts a picture together; `voices` sings;
`film` writes the MP4.
"""
