// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.text;

import earshot.calls.link.Conversations;
import earshot.calls.link.KeyDiscovery;
import earshot.standalone.text.TextTable.Cell;
import earshot.standalone.text.TextTable.Column;
import earshot.storage.CallLinkRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which calls are legs of one conversation, and which headers would tell. */
public final class LinkTable {
    private LinkTable() {}

    /** One line per link, conversation by conversation; links by start. */
    public static String conversations(List<CallLinkRow> links, Terminal terminal) {
        Conversations conversations = conversations(links);
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (CallLinkRow link : links) numbers.putIfAbsent(conversations.of(link.callId()), numbers.size() + 1);
        TextTable table = new TextTable(
                Column.right("#"),
                Column.left("CALL-ID", 36),
                Column.left("LINKED WITH", 36),
                Column.right("SURE"),
                Column.left("WHY", 0));
        numbers.forEach((conversation, number) -> links.stream()
                .filter(link -> conversations.of(link.callId()).equals(conversation))
                .forEach(link -> table.add(
                        Cell.of(number.toString()),
                        Cell.of(link.callId()),
                        Cell.of(link.linkedCallId()),
                        Cell.of(Math.round(100 * link.confidence()) + " %"),
                        Cell.of(link.why()))));
        return table.render(terminal);
    }

    /** How many conversations the links make. */
    public static int count(List<CallLinkRow> links) {
        Conversations conversations = conversations(links);
        return (int) links.stream()
                .map(link -> conversations.of(link.callId()))
                .distinct()
                .count();
    }

    /** One line per header that would link legs, the best first. */
    public static String keys(List<KeyDiscovery.Key> keys, Terminal terminal) {
        TextTable table = new TextTable(
                Column.left("HEADER", 40),
                Column.right("PAIRS"),
                Column.right("OF"),
                Column.right("SHARE"),
                Column.right("STRANGERS"),
                Column.left("VERDICT", 0));
        for (KeyDiscovery.Key key : keys) {
            table.add(
                    Cell.of(key.header()),
                    Cell.of(Long.toString(key.pairs())),
                    Cell.of(Long.toString(key.ofPairs())),
                    Cell.of(String.format(Locale.ROOT, "%.1f %%", key.sharePercent())),
                    Cell.of(Long.toString(key.strangers())),
                    Cell.of(verdict(key)));
        }
        return table.render(terminal);
    }

    private static String verdict(KeyDiscovery.Key key) {
        if (key.used()) return "used already";
        if (key.strangers() > 0) return "joins strangers";
        return key.header().indexOf(';') < 0 ? "add it: --link-header" : "a parameter: ask for the header whole";
    }

    private static Conversations conversations(List<CallLinkRow> links) {
        Conversations conversations = new Conversations();
        links.forEach(link -> conversations.join(link.callId(), link.linkedCallId()));
        return conversations;
    }
}
