// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.capture;

/**
 * Why reading a capture stopped early.
 *
 * @param source file name or interface
 * @param offset bytes into the (uncompressed) file where the record or block in question starts; 0 of an interface
 * @param detail the numbers that were wrong, for a person
 */
public record CaptureFault(String source, long offset, Reason reason, String detail) {
    /** The kinds of fault; the text is the reason as reported. */
    public enum Reason {
        NOT_A_CAPTURE("not a pcap or pcapng file"),
        UNSUPPORTED_VERSION("unsupported version"),
        TRUNCATED("file ends inside a record"),
        RECORD_TOO_LONG("record too long"),
        BAD_TIMESTAMP("fraction of a second out of range"),
        BAD_BLOCK_LENGTH("block length out of range"),
        BLOCK_LENGTH_MISMATCH("block lengths differ"),
        UNKNOWN_INTERFACE("packet of an undeclared interface"),
        TOO_MANY_INTERFACES("too many interfaces"),
        READ_FAILED("read failed"),
        /** Of a network interface: down for a while, or gone. */
        NO_PACKETS("interface gives no packets");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    static CaptureFault ofInterface(String device, String detail) {
        return new CaptureFault(device, 0, Reason.NO_PACKETS, detail);
    }

    /** What kind of source it was, as errors are counted by. */
    public String layer() {
        return reason == Reason.NO_PACKETS ? "interface" : "file";
    }

    @Override
    public String toString() {
        if (reason == Reason.NO_PACKETS) return source + ": " + detail;
        return source + ": " + reason.text() + " at byte " + offset + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
