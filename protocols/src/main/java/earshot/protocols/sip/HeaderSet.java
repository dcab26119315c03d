// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

import java.util.List;

/**
 * This is a set of names of headers, each with its number: whether a header of a message is one of them costs one look,
 * however many there are, and makes no text of its name.
 */
final class HeaderSet {
    private static final int ROOM = 4; // places for each name: most headers are found absent at the first look

    private final List<String> names;
    private final int[] numbers; // from 1, at the place of the name's hash or behind it; 0 at free places

    /**
     * Takes names in lower case; the number of each is its index. One that stands for another by a letter is found by
     * the long name alone.
     */
    HeaderSet(List<String> names) {
        this.names = List.copyOf(names);
        this.numbers = new int[Integer.highestOneBit(names.size() * ROOM + 1) * 2];
        for (int i = 0; i < names.size(); i++) {
            int place = place(HeaderName.hash(names.get(i)));
            while (numbers[place] != 0) place = place(place + 1);
            numbers[place] = i + 1;
        }
    }

    private int place(int hash) {
        return hash & (numbers.length - 1);
    }

    /** The number of the header's name, the lowest when it was given twice; -1 when it is not among them. */
    int find(HeaderTable headers, int index) {
        int place = place(headers.hash(index));
        while (numbers[place] != 0) {
            int number = numbers[place] - 1;
            if (headers.isNamed(index, names.get(number))) return number;
            place = place(place + 1);
        }
        return -1;
    }
}
