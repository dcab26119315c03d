// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.rules;

import earshot.calls.rules.RuleMemory.Phase;
import earshot.calls.time.Patience;
import earshot.calls.time.Timers;
import earshot.events.Alert;
import earshot.events.AlertStatus;
import earshot.events.Keys;
import earshot.events.StreamInterval;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Decides when a rule holds for a stream, in event time. Keyed by rule and stream: {@link #key}.
 *
 * <p>Inactive, pending from the first breaching interval, firing once every interval breached for as long as the rule
 * asks, resolved when the recovery lasted as long as the rule asks, or when the stream ends or falls silent. Intervals
 * that overlap a capture drop say nothing: their loss is an upper bound. One interval with too few packets changes
 * nothing, a second in a row takes a pending alert back.
 */
public final class RuleEvaluator {
    private static final int GAPS_MAX = 1;

    /** The key of one rule's state for one stream. */
    public static String key(Rule rule, StreamInterval interval) {
        return rule.id() + '|' + interval.getStreamId();
    }

    public void interval(RuleMemory memory, Rule rule, StreamInterval interval, Timers timers, Consumer<Alert> out) {
        Double measured = rule.metric().of(interval);
        boolean silent = interval.getExpected() < rule.minSamples() || measured == null;
        if (!interval.getCaptureSuspect()) {
            if (silent || measured == null) {
                gap(memory);
            } else {
                point(memory, rule, interval, measured, out);
            }
        }
        if (interval.getLast() && memory.phase != Phase.INACTIVE) {
            end(memory, rule, interval.getEndMicros(), out);
        }
        if (memory.phase != Phase.INACTIVE) wait(memory, interval.getEndMicros(), timers);
    }

    /** A stream that fell silent has no quality, so nothing to complain of. */
    public void timer(RuleMemory memory, Rule rule, long timeMicros, Timers timers, Consumer<Alert> out) {
        memory.timerMicros = Patience.NEVER;
        if (memory.phase == Phase.INACTIVE) return;
        if (timeMicros < memory.lastMicros + Patience.SILENT_STREAM) {
            wait(memory, memory.lastMicros, timers);
            return;
        }
        end(memory, rule, memory.lastMicros, out);
    }

    private static void wait(RuleMemory memory, long timeMicros, Timers timers) {
        memory.lastMicros = Math.max(memory.lastMicros, timeMicros);
        if (memory.timerMicros != Patience.NEVER) return;
        memory.timerMicros = memory.lastMicros + Patience.SILENT_STREAM;
        timers.at(memory.timerMicros);
    }

    private static void gap(RuleMemory memory) {
        memory.gaps++;
        if (memory.gaps > GAPS_MAX && memory.phase == Phase.PENDING) memory.phase = Phase.INACTIVE;
    }

    private static void point(
            RuleMemory memory, Rule rule, StreamInterval interval, double measured, Consumer<Alert> out) {
        memory.gaps = 0;
        boolean breached = rule.condition().holds(measured);
        if (memory.phase == Phase.INACTIVE && breached) {
            memory.phase = Phase.PENDING;
            memory.startsAtMicros = interval.getStartMicros();
            memory.recoveringMicros = Patience.NEVER;
        }
        describe(memory, interval, measured);
        if (memory.phase == Phase.PENDING) {
            if (!breached) {
                memory.phase = Phase.INACTIVE;
            } else if (interval.getEndMicros() - memory.startsAtMicros >= rule.forMicros()) {
                memory.phase = Phase.FIRING;
                out.accept(alert(memory, rule, AlertStatus.FIRING, interval.getEndMicros()));
            }
        } else if (memory.phase == Phase.FIRING) {
            recover(memory, rule, interval, measured, out);
        }
    }

    private static void recover(
            RuleMemory memory, Rule rule, StreamInterval interval, double measured, Consumer<Alert> out) {
        if (!rule.isRecovered(measured)) {
            memory.recoveringMicros = Patience.NEVER;
            return;
        }
        if (memory.recoveringMicros == Patience.NEVER) memory.recoveringMicros = interval.getStartMicros();
        if (interval.getEndMicros() - memory.recoveringMicros >= rule.resolveForMicros()) {
            end(memory, rule, interval.getEndMicros(), out);
        }
    }

    private static void end(RuleMemory memory, Rule rule, long timeMicros, Consumer<Alert> out) {
        if (memory.phase == Phase.FIRING) out.accept(alert(memory, rule, AlertStatus.RESOLVED, timeMicros));
        memory.phase = Phase.INACTIVE;
    }

    private static void describe(RuleMemory memory, StreamInterval interval, double measured) {
        memory.streamId = interval.getStreamId();
        memory.value = measured;
        memory.probe = interval.getProbe();
        memory.source = interval.getSource();
        memory.destination = interval.getDestination();
        memory.codec = interval.getCodec() == null ? "" : interval.getCodec();
        memory.rttSource = interval.getRttSource();
        memory.callIds = new ArrayList<>(interval.getCallIds());
    }

    private static Alert alert(RuleMemory memory, Rule rule, AlertStatus status, long timeMicros) {
        String subject = "stream:" + memory.streamId;
        boolean resolved = status == AlertStatus.RESOLVED;
        return Alert.newBuilder()
                .setAlertId(Keys.alertId(rule.id(), subject, memory.startsAtMicros))
                .setRule(rule.id())
                .setSubject(subject)
                .setStatus(status)
                .setSeverity(rule.severity())
                .setStartsAtMicros(memory.startsAtMicros)
                .setEndsAtMicros(resolved ? Long.valueOf(timeMicros) : null)
                .setTimeMicros(timeMicros)
                .setMetric(rule.metric().id())
                .setValue(memory.value)
                .setThreshold(rule.condition().value())
                .setLabels(labels(memory, rule))
                .setAnnotations(annotations(memory, rule))
                .setCallIds(List.copyOf(memory.callIds))
                .build();
    }

    private static Map<String, String> labels(RuleMemory memory, Rule rule) {
        Map<String, String> labels = new HashMap<>(rule.labels());
        labels.put("alertname", rule.id());
        labels.put("severity", rule.severity());
        labels.put("stream", memory.streamId);
        labels.put("probe", memory.probe);
        labels.put("source", memory.source);
        labels.put("destination", memory.destination);
        if (!memory.codec.isEmpty()) labels.put("codec", memory.codec);
        return labels;
    }

    private static Map<String, String> annotations(RuleMemory memory, Rule rule) {
        Map<String, String> annotations = new HashMap<>(rule.annotations());
        if (rule.metric() == Metric.RTCP_RTT && !memory.rttSource.isEmpty()) {
            annotations.putIfAbsent("rttSource", memory.rttSource);
        }
        annotations.putIfAbsent("title", rule.title());
        return annotations;
    }
}
