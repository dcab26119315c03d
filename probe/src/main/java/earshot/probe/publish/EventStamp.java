// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.publish;

/** Names each event of one run of a probe: probe, boot and a number that counts over all topics. */
public final class EventStamp {
    private final String probe;
    private final long bootMicros;
    private long sequence;

    public EventStamp(String probe, long bootMicros) {
        this.probe = probe;
        this.bootMicros = bootMicros;
    }

    public String probe() {
        return probe;
    }

    /** The probe, and behind a slash the agent that saw the thing for it, if one did. */
    public String probe(String agent) {
        return agent.isEmpty() ? probe : probe + '/' + agent;
    }

    public long bootMicros() {
        return bootMicros;
    }

    /** The number of the next event, from 1. */
    public long next() {
        return ++sequence;
    }
}
