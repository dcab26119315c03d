// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.explain;

import earshot.standalone.text.Terminal;
import earshot.standalone.text.TextTable;

/** The lines about one packet: a word for the layer, where it starts, and what it says, made harmless. */
final class Page {
    private static final String LINE = "  %-10s %-9s %s%n";
    private final StringBuilder text = new StringBuilder();
    private final Terminal terminal;

    Page(Terminal terminal) {
        this.terminal = terminal;
    }

    void heading(String words) {
        text.append(terminal.paint(Terminal.Colour.HEADING, TextTable.harmless(words)))
                .append(String.format("%n"));
    }

    /** A layer that starts at an octet of the frame. */
    void layer(String name, int offset, String words) {
        text.append(String.format(LINE, name, "at " + offset, TextTable.harmless(words)));
    }

    /** A layer of what was put together from several packets, or a remark. */
    void line(String name, String words) {
        text.append(String.format(LINE, name, "", TextTable.harmless(words)));
    }

    /** More about the layer above. */
    void more(String words) {
        text.append(String.format(LINE, "", "", TextTable.harmless(words)));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
