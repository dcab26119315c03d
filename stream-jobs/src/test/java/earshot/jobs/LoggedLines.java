// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs;

import earshot.events.AgentLog;
import java.util.List;
import java.util.stream.IntStream;

/** What a proxy logs of a call, by a clock that is an hour slow: it stands for itself, and nobody waits for it. */
final class LoggedLines {
    private static final List<String> TEXTS = List.of("asked gw1", "486 from gw1 <b>password=***</b>");

    private LoggedLines() {}

    static List<AgentLog> of(String callId, long timeMicros) {
        return IntStream.range(0, TEXTS.size())
                .mapToObj(i -> AgentLog.newBuilder()
                        .setProbe("probe-1/2001")
                        .setBoot(7)
                        .setSequence(i)
                        .setTimeMicros(timeMicros - 3_600 * Scene.SECOND)
                        .setCallId(callId)
                        .setSourceAddress("192.0.2.1")
                        .setSourcePort(5060)
                        .setDestinationAddress("192.0.2.2")
                        .setDestinationPort(0)
                        .setText(TEXTS.get(i))
                        .build())
                .toList();
    }
}
