// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api;

import static earshot.api.SeededCalls.CALLER;
import static earshot.api.SeededCalls.CALL_ID;
import static earshot.api.SeededCalls.GOOD_STREAM;
import static earshot.api.SeededCalls.POOR_STREAM;
import static earshot.api.SeededCalls.PROXY;
import static earshot.api.SeededCalls.START;

import earshot.events.Keys;
import earshot.storage.DelayVariation;
import earshot.storage.EndpointReportRow;
import earshot.storage.FeedbackCounts;
import earshot.storage.GapRow;
import earshot.storage.Pauses;
import earshot.storage.PlayoutBuffers;
import earshot.storage.ReceiptRow;
import earshot.storage.Redundancy;
import earshot.storage.Reordering;
import earshot.storage.RoundTrips;
import earshot.storage.RtcpCounts;
import earshot.storage.StreamIntervalRow;
import earshot.storage.StreamRow;
import earshot.storage.TapRow;
import earshot.storage.TelephoneEventCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The media of {@link SeededCalls}: two streams, their intervals, and what devices report of them. */
final class SeededMedia {
    private SeededMedia() {}

    static List<StreamRow> streams() {
        return List.of(
                stream(GOOD_STREAM, "10.0.0.1:4000", "10.0.0.3:6000", 0, 4.41, ""),
                stream(POOR_STREAM, "10.0.0.3:6000", "10.0.0.1:4000", 31, null, "no constants for this codec"));
    }

    static List<StreamIntervalRow> intervals() {
        List<StreamIntervalRow> intervals = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Instant from = START.plusSeconds(3 + 5L * i);
            intervals.add(new StreamIntervalRow(
                    GOOD_STREAM,
                    from,
                    from.plusSeconds(5),
                    1,
                    List.of(Keys.callKey(CALL_ID)),
                    List.of(CALL_ID),
                    "p1",
                    "10.0.0.1:4000",
                    "10.0.0.3:6000",
                    "PCMU",
                    i == 2,
                    250,
                    250,
                    0,
                    0,
                    0.4,
                    1.2,
                    0,
                    4.41,
                    null,
                    false,
                    List.of(),
                    0,
                    null,
                    null,
                    0,
                    "",
                    "NB",
                    1,
                    "high"));
        }
        return intervals;
    }

    /**
     * The telephone's own report, seen on two hops; an RTCP XR of one stream; a report of another call;
     * and two of plain RTCP, which an agent sent with the Call-ID.
     */
    static List<EndpointReportRow> reports() {
        return List.of(
                report(1, CALL_ID, "", "vqRtcpxr", 4.2),
                report(2, CALL_ID, "", "vqRtcpxr", 4.2),
                report(3, "", GOOD_STREAM, "rtcpXr", 3.9),
                report(4, "another@10.0.0.1", "", "vqRtcpxr", 1.5),
                report(5, CALL_ID, "", "rtcp", 3.0),
                report(6, CALL_ID, "", "rtcp", 3.0));
    }

    private static EndpointReportRow report(long sequence, String callId, String stream, String kind, double mosLq) {
        Instant time = START.plusSeconds(16);
        return new EndpointReportRow(
                stream,
                time,
                "p1",
                1,
                sequence,
                callId,
                kind,
                sequence == 2 ? PROXY : CALLER,
                "10.0.0.9:5060",
                "0x00000001",
                "0x00000002",
                1.2,
                null,
                null,
                null,
                null,
                36_800,
                null,
                null,
                87.0,
                mosLq,
                null,
                40,
                null,
                callId.isEmpty() ? "" : "session",
                "",
                false,
                callId.isEmpty() ? "" : "phone/1.0",
                "",
                "",
                null,
                callId.isEmpty() ? null : time,
                null,
                null,
                6.0,
                null,
                null,
                null,
                null,
                null);
    }

    private static StreamRow stream(
            String id, String src, String dst, long lost, @Nullable Double mosLq, String scoreNote) {
        return new StreamRow(
                id,
                1,
                "p1",
                src,
                dst,
                "0x0000abcd",
                List.of(0),
                "PCMU",
                8000,
                20,
                START.plusMillis(3_150),
                START.plusMillis(15_110),
                true,
                600,
                600 + lost,
                lost,
                100.0 * lost / (600 + lost),
                0,
                0,
                0.4,
                1.2,
                44,
                0,
                1,
                0,
                mosLq == null ? null : 92.1,
                mosLq,
                null,
                mosLq == null ? "" : "NB",
                scoreNote,
                18.2,
                List.of(46),
                false,
                false,
                new RtcpCounts(3, 2, 1),
                null,
                List.of(CALL_ID),
                "exact",
                "",
                new TelephoneEventCounts(2, 240),
                new Redundancy(0, 0, 0, null),
                new FeedbackCounts(0, 0, null),
                Map.of("voip.mosLq", 4.1),
                "Phone 2",
                0,
                List.of(),
                3,
                0,
                100.0 * lost / (600 + lost),
                100.0 * lost / (600 + lost),
                null,
                null,
                null,
                null,
                "",
                17.1,
                19.9,
                4,
                "tap",
                new RoundTrips(5.0, 6.1, 7.2, 4),
                RoundTrips.NONE,
                Map.of("ptime", "20 ms"),
                Map.of("ptime", "30 ms"),
                mosLq == null ? ReceiptRow.NONE : receipt(),
                0,
                "clear",
                TapRow.NONE,
                1,
                new DelayVariation(0.3, 0.9, 1.0),
                0.4,
                new Reordering(0, List.of()),
                0,
                new Pauses(1, 480, 480),
                new PlayoutBuffers(50, 200, 20, 500, 0, 0, 0),
                List.of("PCMU"),
                mosLq == null ? List.of(new GapRow(10_000, 2_400.5)) : List.of(),
                List.of(),
                mosLq == null ? null : "teardown",
                List.of());
    }

    /** Of a stream on which 1 % got lost. */
    private static ReceiptRow receipt() {
        return new ReceiptRow(
                "earshot-2 G.107-2015",
                "",
                "codec",
                0.0,
                25.1,
                0.0,
                "published",
                "Ie: G.113 App. I",
                600,
                1.0,
                0.0,
                1.0,
                "fixed 50 ms",
                "unknown",
                null,
                50.0,
                20.0,
                null,
                4.409286,
                0.081211,
                0.0,
                0.0,
                null,
                "loss",
                "high",
                List.of(),
                "4.41 at best with PCMU (NB) - 0.08 for 1.0 % lost = 4.33.",
                0.0);
    }
}
