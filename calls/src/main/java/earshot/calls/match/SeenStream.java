// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.match;

/** A stream at an endpoint, and what its assembler was told of it last. */
public class SeenStream {
    public StreamSighting sighting = new StreamSighting();
    /** Hash of the candidates told last; 0 when none. */
    public int told;

    public SeenStream() {}
}
