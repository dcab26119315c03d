// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.calls;

import earshot.events.Endpoints;
import earshot.protocols.sdp.SessionDescription;
import earshot.protocols.sip.Reason;
import earshot.protocols.sip.SipMessageView;
import earshot.storage.CallRow;
import earshot.storage.SipMessageRow;
import earshot.storage.StreamRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a ladder from rows, messages already in order: those of one call, or of all legs of its conversation.
 */
final class LadderBuilder {
    private final CallRow call;
    private final List<SipMessageRow> messages;
    private final List<StreamRow> streams;
    private final Lanes lanes;
    private final List<Ladder.Event> events = new ArrayList<>();
    private final Map<Sending, Integer> firstSeq = new HashMap<>();
    private final Map<Sending, Integer> repetitions = new HashMap<>();

    /** What makes two messages on one hop the same message, sent again. */
    private record Sending(
            String callId,
            String probe,
            String src,
            String dst,
            String method,
            @Nullable Integer status,
            long cseq,
            String viaBranch,
            String fromTag,
            String toTag) {
        static Sending of(SipMessageRow row) {
            return new Sending(
                    row.callId(),
                    row.probe(),
                    row.src(),
                    row.dst(),
                    row.method(),
                    row.status(),
                    row.cseq(),
                    row.viaBranch(),
                    row.fromTag(),
                    row.toTag());
        }
    }

    LadderBuilder(CallRow call, List<SipMessageRow> messages, List<StreamRow> streams) {
        this.call = call;
        this.messages = messages;
        this.streams = streams;
        this.lanes = new Lanes(messages);
    }

    Ladder build() {
        messages.forEach(this::add);
        List<Ladder.Media> media = streams.stream().map(this::media).toList();
        List<Ladder.Warning> warnings = new LadderWarnings(call, messages, streams).list();
        return new Ladder(call.callKey(), call.callId(), lanes.list(), events, media, warnings);
    }

    private void add(SipMessageRow row) {
        int seq = events.size() + 1;
        SipMessageView view = view(row);
        Sending sending = Sending.of(row);
        Integer first = firstSeq.putIfAbsent(sending, seq);
        int repetition = first == null ? 0 : repetitions.merge(sending, 1, Integer::sum);
        long timeUs = micros(row.time());
        long deltaUs =
                events.isEmpty() ? 0 : timeUs - events.get(events.size() - 1).tUs();
        events.add(new Ladder.Event(
                seq,
                timeUs,
                "sip",
                lanes.laneOf(row.src()),
                lanes.laneOf(row.dst()),
                label(row, view),
                row.method(),
                row.status(),
                row.cseq(),
                row.cseq() + " " + (row.method().equals("ACK") ? "INVITE" : row.method()),
                row.fromTag() + ";" + row.toTag(),
                row.callId(),
                first,
                repetition,
                deltaUs,
                sdp(row, view),
                severity(row),
                row.probe(),
                row.src(),
                row.dst(),
                row.transport()));
    }

    /** Method or status, and what the message says of why it was sent or of who vouches for the caller. */
    private static String label(SipMessageRow row, @Nullable SipMessageView view) {
        StringBuilder label = new StringBuilder(start(row));
        if (view == null) return label.toString();
        for (Reason reason : Reason.of(view)) label.append(" · ").append(reason.brief());
        if (!view.attestation().isEmpty()) label.append(" · attest ").append(view.attestation());
        return label.toString();
    }

    private static String start(SipMessageRow row) {
        if (row.status() == null) return row.method();
        return row.reasonPhrase() == null || row.reasonPhrase().isEmpty()
                ? row.status().toString()
                : row.status() + " " + row.reasonPhrase();
    }

    private static String severity(SipMessageRow row) {
        Integer status = row.status();
        if (status == null || status < 200) return "info";
        if (status < 300) return "success";
        return status < 400 || status == 401 || status == 407 ? "warning" : "error";
    }

    /** The stored text read again; null when it is no message. */
    private static @Nullable SipMessageView view(SipMessageRow row) {
        byte[] bytes = row.raw().getBytes(StandardCharsets.UTF_8);
        SipMessageView view = new SipMessageView();
        return view.wrap(bytes, 0, bytes.length) == SipMessageView.Verdict.SIP ? view : null;
    }

    /** The session description, whose endpoints are noted as announced by its sender. */
    private Ladder.@Nullable Sdp sdp(SipMessageRow row, @Nullable SipMessageView view) {
        if (!row.hasSdp() || view == null) return null;
        SessionDescription description = view.sdp();
        if (description == null) return null;
        return new Ladder.Sdp(description.media().stream()
                .map(media -> sdpMedia(media, row.src()))
                .toList());
    }

    private Ladder.SdpMedia sdpMedia(SessionDescription.MediaDescription media, String sender) {
        if (media.port() != 0) {
            lanes.announce(Endpoints.of(media.address(), media.port()), sender);
            media.candidates().forEach(candidate -> lanes.announce(candidate, sender));
        }
        String codecs = media.codecs().stream()
                .map(SessionDescription.Codec::name)
                .filter(name -> !name.isEmpty() && !name.equalsIgnoreCase("telephone-event"))
                .collect(Collectors.joining(","));
        return new Ladder.SdpMedia(
                media.kind(),
                codecs,
                media.address(),
                media.port(),
                media.direction().name().toLowerCase(Locale.ROOT));
    }

    private Ladder.Media media(StreamRow row) {
        return new Ladder.Media(
                row.id(),
                lanes.mediaLaneOf(row.src()),
                lanes.mediaLaneOf(row.dst()),
                row.src(),
                row.dst(),
                micros(row.startTime()),
                micros(row.endTime()),
                row.codec(),
                row.packets(),
                row.lost(),
                row.lossPercent(),
                row.jitterMeanMs(),
                row.mosLq(),
                row.scoreNote(),
                row.rttMs(),
                row.encrypted());
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
