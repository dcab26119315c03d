// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols;

import org.jspecify.annotations.Nullable;

/**
 * This is a text being made of another, of which most stays: what does is copied in long runs, and nothing is copied
 * where all of it stays.
 */
public final class Redaction {
    private static final int ROOM = 256;

    private final String text;
    private int runStart;
    private int runEnd;
    /** What comes before the run; null while there is nothing. */
    private @Nullable StringBuilder before;

    public Redaction(String text) {
        this.text = text;
    }

    /** The text that parts are kept of. */
    public String text() {
        return text;
    }

    /** Keeps a part of the text. */
    public Redaction keep(int from, int to) {
        if (from != runEnd) {
            endRun();
            runStart = from;
        }
        runEnd = to;
        return this;
    }

    /** Adds what is there in the text behind what was kept last, or is not there. */
    public Redaction add(String added) {
        if (text.startsWith(added, runEnd)) {
            runEnd += added.length();
        } else {
            endRun().append(added);
            runStart = runEnd;
        }
        return this;
    }

    /** Ends a line with CR LF. */
    public void endLine() {
        add("\r\n");
    }

    private StringBuilder endRun() {
        StringBuilder done = before;
        if (done == null) {
            done = new StringBuilder(text.length() + ROOM);
            before = done;
        }
        return done.append(text, runStart, runEnd);
    }

    /** Characters so far. */
    public int length() {
        return (before == null ? 0 : before.length()) + runEnd - runStart;
    }

    /** What was kept and added, cut at so many characters. */
    public String toString(int lengthMax) {
        if (before == null) return text.substring(runStart, Math.min(runEnd, runStart + lengthMax));
        StringBuilder all = endRun();
        runStart = runEnd;
        if (all.length() > lengthMax) all.setLength(lengthMax);
        return all.toString();
    }
}
