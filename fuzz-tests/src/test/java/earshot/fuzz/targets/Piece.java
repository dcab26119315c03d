// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.fuzz.targets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A piece of a stream: from one octet to before another. */
record Piece(int from, int to) {
    /** The stream in pieces of these sizes, again and again. */
    static List<Piece> cut(int length, int[] sizes) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        for (int i = 0; at < length; i++) {
            int end = Math.min(length, at + sizes[i % sizes.length]);
            pieces.add(new Piece(at, end));
            at = end;
        }
        return pieces;
    }

    /** The same with neighbours in each other's place. */
    static List<Piece> swapped(List<Piece> pieces) {
        List<Piece> swapped = new ArrayList<>(pieces);
        for (int i = 0; i + 1 < swapped.size(); i += 2) Collections.swap(swapped, i, i + 1);
        return swapped;
    }
}
