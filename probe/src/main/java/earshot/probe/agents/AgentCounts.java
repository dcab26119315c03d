// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.agents;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the packets of each agent: each packet has one outcome. Agents are told apart by their address, the one
 * thing about them that they cannot choose. The first {@value #AGENTS_MAX} have counts of their own.
 */
final class AgentCounts {
    static final int AGENTS_MAX = 256;
    /** In place of an address that is not allowed: there may be any number of them. */
    static final String FOREIGN = "foreign";

    private static final String OTHERS = "others";

    /** What became of one packet. */
    enum Outcome {
        /** Handed on to be read. */
        PASSED(""),
        ADDRESS("address not allowed"),
        KEY("wrong key"),
        MALFORMED("malformed packet"),
        /** The queue was full, as packets came faster than they were read. */
        QUEUE("queue full"),
        /** Waiting when the probe stopped. */
        STOPPED("left in the queue at the end");

        private final String reason;

        Outcome(String reason) {
            this.reason = reason;
        }
    }

    private record Agent(Map<Outcome, LongAdder> outcomes, LongAdder clockHeld) {
        static Agent create() {
            Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
            for (Outcome outcome : Outcome.values()) outcomes.put(outcome, new LongAdder());
            return new Agent(outcomes, new LongAdder());
        }

        long of(Outcome outcome) {
            LongAdder count = outcomes.get(outcome);
            return count == null ? 0 : count.sum();
        }
    }

    private final Map<String, Agent> agents = new ConcurrentHashMap<>();
    private final LongAdder connectionsRefused = new LongAdder();
    private final LongAdder connectionsClosed = new LongAdder();

    void add(String agent, Outcome outcome) {
        LongAdder count = agent(agent).outcomes.get(outcome);
        if (count != null) count.increment();
    }

    /** Counts a refusal, and answers it. */
    boolean refuse(String agent, Outcome outcome) {
        add(agent, outcome);
        return false;
    }

    /** A packet whose time was too far from its arrival. */
    void clockHeld(String agent) {
        agent(agent).clockHeld.increment();
    }

    /** A connection that was not let in: foreign, or one too many. */
    void connectionRefused() {
        connectionsRefused.increment();
    }

    /** A connection that was ended for its silence or for what it sent. */
    void connectionClosed() {
        connectionsClosed.increment();
    }

    private Agent agent(String name) {
        Agent known = agents.get(name);
        if (known != null) return known;
        boolean hasRoom = agents.size() < AGENTS_MAX || name.equals(FOREIGN) || name.equals(OTHERS);
        return agents.computeIfAbsent(hasRoom ? name : OTHERS, unused -> Agent.create());
    }

    /** Packets of one outcome, of all agents. */
    long of(Outcome outcome) {
        return agents.values().stream().mapToLong(agent -> agent.of(outcome)).sum();
    }

    /** Packets that were not read, by {@code hep:reason}; what was malformed here is named. */
    Map<String, Long> refused() {
        Map<String, Long> refused = new TreeMap<>();
        for (Outcome outcome : Outcome.values()) {
            long count = outcome == Outcome.PASSED ? 0 : of(outcome);
            if (count > 0) refused.put("hep:" + outcome.reason, count);
        }
        return refused;
    }

    /** As lines for Prometheus, less the start of their names. */
    Map<String, Long> metrics() {
        Map<String, Long> lines = new TreeMap<>();
        agents.forEach((name, agent) -> {
            String label = "{agent=\"" + name + '"';
            for (Outcome outcome : Outcome.values()) {
                String word = outcome.name().toLowerCase(Locale.ROOT);
                lines.put("hep_packets_total" + label + ",outcome=\"" + word + "\"}", agent.of(outcome));
            }
            lines.put("hep_clock_held_total" + label + '}', agent.clockHeld.sum());
        });
        lines.put("hep_connections_refused_total", connectionsRefused.sum());
        lines.put("hep_connections_closed_total", connectionsClosed.sum());
        return lines;
    }
}
