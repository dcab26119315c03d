// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.explain;

import java.util.List;

/** Numbers of packets, from 1, as a person writes them ({@code 5}, {@code 9-12}, {@code 1,5-7}) and reads them. */
public final class PacketNumbers {
    /** A packet is a page of text: more of them are a mistake. */
    private static final long SELECTED_MAX = 1_000;

    private record Range(long first, long last) {}

    private final List<Range> ranges;

    private PacketNumbers(List<Range> ranges) {
        this.ranges = ranges;
    }

    /** Reads numbers and ranges; an IllegalArgumentException says what is wrong with them. */
    public static PacketNumbers parse(String text) {
        List<Range> ranges =
                List.of(text.split(",", -1)).stream().map(PacketNumbers::range).toList();
        long selected =
                ranges.stream().mapToLong(range -> range.last - range.first + 1).sum();
        if (selected > SELECTED_MAX) throw new IllegalArgumentException("more than " + SELECTED_MAX + " packets");
        return new PacketNumbers(ranges);
    }

    private static Range range(String text) {
        int dash = text.indexOf('-');
        long first = number(dash < 0 ? text : text.substring(0, dash));
        long last = dash < 0 ? first : number(text.substring(dash + 1));
        if (last < first) throw new IllegalArgumentException("a range that ends before it starts: " + text);
        return new Range(first, last);
    }

    private static long number(String text) {
        String digits = text.strip();
        boolean isNumber =
                !digits.isEmpty() && digits.length() < 16 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        long number = isNumber ? Long.parseLong(digits) : 0;
        if (number < 1)
            throw new IllegalArgumentException("not a number of a packet, which count from 1: '" + text + "'");
        return number;
    }

    boolean contains(long number) {
        return ranges.stream().anyMatch(range -> range.first <= number && number <= range.last);
    }

    long last() {
        return ranges.stream().mapToLong(Range::last).max().orElse(0);
    }

    /**
     * Rising numbers as text: {@code 1-5, 9, 12 and 340 more}.
     *
     * @param rangesMax ranges that are written out
     * @param total how many there are, those that are not in the list included
     */
    public static String text(List<Long> numbers, int rangesMax, long total) {
        StringBuilder text = new StringBuilder();
        int written = 0;
        int at = 0;
        for (int ranges = 0; at < numbers.size() && ranges < rangesMax; ranges++) {
            int end = at;
            while (end + 1 < numbers.size() && numbers.get(end + 1) <= numbers.get(end) + 1) end++;
            long first = numbers.get(at);
            long last = numbers.get(end);
            text.append(text.isEmpty() ? "" : ", ").append(first);
            if (last > first) text.append('-').append(last);
            written += end + 1 - at;
            at = end + 1;
        }
        if (text.isEmpty()) return "-";
        if (total > written) text.append(" and ").append(total - written).append(" more");
        return text.toString();
    }
}
