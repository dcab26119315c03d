// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import earshot.calls.invite.Dialogs;
import earshot.events.Keys;
import earshot.events.SipMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds out which headers would link legs: those whose value is the same in legs that other evidence links, and in no
 * other calls. Of the values only hashes are kept, and none is told.
 */
public final class KeyDiscovery {
    static final int CALLS_MAX = 50_000;

    /**
     * How well a header would do.
     *
     * @param header its name in lower case; behind a semicolon the parameter, when it is one
     * @param pairs linked pairs of calls in which both carry the same value
     * @param ofPairs all pairs that something other than this header links
     * @param sharePercent pairs of ofPairs, percent
     * @param strangers pairs of calls of different conversations that carry one value: links that it would make wrongly
     * @param used whether legs are linked by it already
     */
    public record Key(String header, long pairs, long ofPairs, double sharePercent, long strangers, boolean used) {}

    private final LinkSettings settings;
    /** Of each call the headers of the INVITEs that set it up, and the hashes of their values. */
    private final Map<String, Map<String, Set<String>>> calls = new LinkedHashMap<>();

    public KeyDiscovery(LinkSettings settings) {
        this.settings = settings;
    }

    /** Takes any message; those that set up calls count. */
    public void message(SipMessage message) {
        String callId = message.getCallId();
        if (callId.isEmpty() || !Dialogs.isInitialInvite(message)) return;
        if (calls.size() == CALLS_MAX && !calls.containsKey(callId)) return;
        Map<String, Set<String>> headers = calls.computeIfAbsent(callId, id -> new HashMap<>());
        HeaderValues.each(message.getRaw(), (name, value) -> headers.computeIfAbsent(name, any -> new HashSet<>())
                .add(Keys.evidenceKey(name, value)));
    }

    /** The headers that link at least one pair, the best first: those without strangers, by share. */
    public List<Key> keys(Collection<CallLink> links) {
        Map<String, Set<String>> reasonsOfPairs = new LinkedHashMap<>();
        Map<String, CallLink> pairs = new HashMap<>();
        Conversations conversations = new Conversations();
        for (CallLink link : links) {
            boolean isKnown = calls.containsKey(link.callId) && calls.containsKey(link.linkedCallId);
            if (link.confidence == 0 || !isKnown) continue;
            String pair = Keys.evidenceKey(link.callId, link.linkedCallId);
            pairs.put(pair, link);
            reasonsOfPairs.computeIfAbsent(pair, any -> new HashSet<>()).add(link.reason);
            conversations.join(link.callId, link.linkedCallId);
        }
        Map<String, Long> strangers = strangers(conversations);
        List<Key> keys = new ArrayList<>();
        for (String header : strangers.keySet()) {
            long of = 0;
            long equal = 0;
            for (Map.Entry<String, Set<String>> pair : reasonsOfPairs.entrySet()) {
                if (Set.of(header).containsAll(pair.getValue())) continue; // nothing else says that these are legs
                of++;
                CallLink link = pairs.get(pair.getKey());
                if (link != null && isShared(header, link)) equal++;
            }
            if (equal == 0) continue;
            boolean isUsed = settings.headers().contains(header)
                    || reasonsOfPairs.values().stream().anyMatch(reasons -> reasons.contains(header));
            keys.add(new Key(header, equal, of, 100.0 * equal / of, strangers.getOrDefault(header, 0L), isUsed));
        }
        keys.sort(Comparator.comparingDouble(KeyDiscovery::wrongShare)
                .thenComparing(Comparator.comparingLong(Key::pairs).reversed())
                .thenComparing(Key::header));
        return keys;
    }

    private static double wrongShare(Key key) {
        return (double) key.strangers / (key.pairs + key.strangers);
    }

    private boolean isShared(String header, CallLink link) {
        Set<String> one = values(link.callId, header);
        return values(link.linkedCallId, header).stream().anyMatch(one::contains);
    }

    private Set<String> values(String callId, String header) {
        return calls.getOrDefault(callId, Map.of()).getOrDefault(header, Set.of());
    }

    /** By header, pairs of calls that have a value in common and are of different conversations. */
    private Map<String, Long> strangers(Conversations conversations) {
        Map<String, Map<String, Map<String, Long>>> counts = new TreeMap<>(); // header, value, conversation
        calls.forEach((callId, headers) -> headers.forEach(
                (header, values) -> values.forEach(value -> counts.computeIfAbsent(header, any -> new HashMap<>())
                        .computeIfAbsent(value, any -> new HashMap<>())
                        .merge(conversations.of(callId), 1L, Long::sum))));
        Map<String, Long> strangers = new TreeMap<>();
        counts.forEach((header, byValue) -> {
            long pairs = 0;
            for (Map<String, Long> sizes : byValue.values()) {
                long all = sizes.values().stream().mapToLong(Long::longValue).sum();
                pairs += all * (all - 1) / 2;
                for (long size : sizes.values()) pairs -= size * (size - 1) / 2;
            }
            strangers.put(header, pairs);
        });
        return strangers;
    }
}
