// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.text;

import java.util.Map;

/**
 * What the output can show: colours and a width on a terminal, plain text in a pipe.
 *
 * <p>The launcher tells the width, 0 in a pipe; {@code NO_COLOR} (no-color.org) turns colours off everywhere.
 */
public record Terminal(boolean isColoured, int columns) {
    /** Plain text without a width: what a pipe or a file gets. */
    public static final Terminal PLAIN = new Terminal(false, 0);

    /** The terminal that the launcher found. */
    public static Terminal ofThisProcess() {
        return of(Integer.getInteger("earshot.terminal.columns", 0), System.getenv());
    }

    static Terminal of(int columns, Map<String, String> environment) {
        boolean wantsColour =
                environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
        return new Terminal(columns > 0 && wantsColour, columns);
    }

    /** The text in a colour, or as it is where there are no colours. */
    public String paint(Colour colour, String text) {
        if (!isColoured || colour == Colour.NONE) return text;
        return "\u001b[" + colour.code + "m" + text + "\u001b[0m";
    }

    /** The colours in use, by what they say. */
    public enum Colour {
        NONE(""),
        HEADING("1"),
        QUIET("2"),
        GOOD("32"),
        FAIR("33"),
        POOR("31"),
        LINK("36");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }
}
