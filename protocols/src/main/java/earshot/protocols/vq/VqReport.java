// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.vq;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * This is what a telephone says of one call's media (RFC 6035): of the stream that it received, and of the one that it
 * sent if the far end told. What it does not say is absent.
 *
 * @param kind what made it send the report
 * @param atCallEnd whether the call was over
 * @param callId Call-ID of the call that is spoken of; empty when absent
 * @param local the telephone that reports
 * @param remote the far end
 * @param alert of an alert: what crossed its threshold, such as {@code NLR}, and how badly; empty otherwise
 * @param received what the local side measured of the stream from the remote side
 * @param sent what the remote side measured of the stream from the local side; null when it is not in the report
 */
public record VqReport(
        Kind kind,
        boolean atCallEnd,
        String callId,
        Party local,
        Party remote,
        Alert alert,
        Metrics received,
        @Nullable Metrics sent) {
    /** What made the telephone report. */
    public enum Kind {
        SESSION,
        INTERVAL,
        ALERT
    }

    /**
     * One end of the media.
     *
     * @param address IP address as written, normalised; empty when absent
     * @param port 0 when absent
     * @param ssrc of the stream that it sends, -1 when absent
     */
    public record Party(String address, int port, long ssrc) {
        static final Party NONE = new Party("", 0, -1);
    }

    /**
     * A threshold that was crossed.
     *
     * @param type the metric, as RLQ, MOSLQ, NLR, RTD; empty when there is none
     * @param severity Warning, Critical or Clear
     */
    public record Alert(String type, String severity) {
        static final Alert NONE = new Alert("", "");
    }

    /**
     * What one end measured.
     *
     * @param start RFC 3339, as written; empty when absent
     * @param stop RFC 3339, as written; empty when absent
     * @param codec name as the telephone writes it; empty when absent
     * @param values in the units of {@link VqMetric}
     */
    public record Metrics(String start, String stop, String codec, Map<VqMetric, Double> values) {
        public Metrics {
            values = Map.copyOf(values);
        }

        /** Null when the telephone did not say it. */
        public @Nullable Double get(VqMetric metric) {
            return values.get(metric);
        }
    }
}
