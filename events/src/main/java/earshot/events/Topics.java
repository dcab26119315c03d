// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.events;

import java.util.List;

/** The names of the Kafka topics, and what the records of each are keyed by. */
public final class Topics {
    /** {@link SipMessage} by Call-ID. */
    public static final String SIP = "earshot.sip";
    /** {@link MediaReport} by stream id. */
    public static final String MEDIA = "earshot.media";
    /** {@link RtcpReport} by stream id. */
    public static final String RTCP = "earshot.rtcp";
    /** {@link AgentLog} by Call-ID; empty where no probe is told to keep log lines. */
    public static final String LOGS = "earshot.logs";
    /** {@link ProbeHealth} by probe id. */
    public static final String PROBES = "earshot.probes";
    /** {@link Call} by Call-ID. */
    public static final String CALLS = "earshot.calls";
    /** {@link Alert} by rule and subject. */
    public static final String ALERTS = "earshot.alerts";

    /** What the job could not use, as it came: no event; why is in the record's headers. */
    public static final String DEAD_LETTERS = "earshot.dead-letters";

    /** Every topic, in the order in which a cluster is set up. */
    public static final List<String> ALL = List.of(SIP, MEDIA, RTCP, LOGS, PROBES, CALLS, ALERTS, DEAD_LETTERS);

    private Topics() {}
}
