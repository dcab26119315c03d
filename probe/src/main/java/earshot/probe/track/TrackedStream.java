// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.probe.track;

import earshot.probe.dissect.Flow;
import earshot.protocols.link.FrameDecoder;
import earshot.protocols.rtcp.Feedback;
import earshot.quality.BufferDepths;
import earshot.quality.PacketKind;
import earshot.quality.PacketRun;
import earshot.quality.SequencePosition;
import earshot.quality.SequenceProgress;
import earshot.quality.SideCounts;
import earshot.quality.StreamCounters;
import earshot.quality.StreamStatistics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One RTP stream: its statistics, and what else a report says of it. Counting a packet makes no object. */
public final class TrackedStream {
    /** Where the clock of a stream's timestamps was learned. */
    public enum ClockSource {
        SDP,
        STATIC,
        INFERRED,
        UNKNOWN
    }

    static final int FETCH_STEPS = 1 + StreamStatistics.FETCH_STEPS;

    private static final int NO_TYPE = -1;
    private static final long WITHOUT_MARKER = 0xFF7F_FFFF_FFFF_FFFFL; // of the start of RTP

    private final Flow flow = new Flow();
    private final long ssrc;
    private final long startNanos;
    private final String encapsulation;
    private final String sourceAddress;
    private final String destinationAddress;
    private final StreamStatistics statistics;
    private final EncryptionGuess encryption = new EncryptionGuess();
    private final TypeCounts types = new TypeCounts();
    private final AlikePackets alike = new AlikePackets();
    private long dscpSeen;
    private long lastPacketNanos;
    /** Where packets as expected are noted, of which nothing here knows until {@link #settle}. */
    private @Nullable StreamRows rows;

    private int slot;
    /** Packets settled of which those do not know that only count them. */
    private int untold;

    private int mediaType = NO_TYPE;
    private long typeChanges;

    /** What the payload type last met means, so that a packet does not ask the maps again. */
    private int knownType = NO_TYPE;

    private PacketKind knownKind = PacketKind.MEDIA;
    private boolean knownDeclared;
    private boolean knownRedundant;

    private @Nullable SideStatistics side;

    private PayloadMap payloads = PayloadMap.STATIC;
    private @Nullable PayloadMap sourcePayloads;
    String id = "";

    /** The interval that is being counted, microseconds since 1970. */
    long intervalStartMicros;

    long intervalEndMicros;
    /** For {@link CaptureLoss}: totals when the interval began, whether the stream was heard in the one before. */
    long kernelDropsBefore;

    long interfaceDropsBefore;
    boolean wasRunning;
    /** For {@link CommonGaps}: the cluster of gaps that the stream is in, and the stream that came into it before. */
    long gapCluster = -1;

    @Nullable
    TrackedStream gapNeighbour;

    boolean inCommonGap;
    /** Neighbours in the queue of streams by the end of their interval. */
    @Nullable
    TrackedStream dueBefore;

    @Nullable
    TrackedStream dueAfter;

    TrackedStream(Flow flow, long ssrc, long startNanos, BufferDepths depths) {
        this.statistics = new StreamStatistics(depths);
        this.flow.set(flow);
        this.encapsulation = flow.encapsulation();
        this.sourceAddress = flow.sourceAddress();
        this.destinationAddress = flow.destinationAddress();
        this.ssrc = ssrc;
        this.startNanos = startNanos;
        this.lastPacketNanos = startNanos;
    }

    /** Takes over what session descriptions say, of the receiver first: its payload types are the ones that it asked for. */
    void hints(@Nullable PayloadMap ofDestination, @Nullable PayloadMap ofSource) {
        if (ofDestination != null) {
            payloads = ofDestination;
            sourcePayloads = ofSource;
        } else if (ofSource != null) {
            payloads = ofSource;
            sourcePayloads = null;
        }
        settle();
        if (rows != null) rows.close(slot);
        knownType = NO_TYPE;
        if (mediaType != NO_TYPE) statistics.clockRateHz(mapOf(mediaType).clockRateHz(mediaType));
    }

    /** Its place in the table of streams, from {@link #enter} on. */
    int slot() {
        return slot;
    }

    /** From now on, packets as expected are noted there. */
    void enter(StreamRows rows, int slot) {
        this.rows = rows;
        this.slot = slot;
    }

    /** Its place there will be another stream's. */
    void leave() {
        settle();
        rows = null;
    }

    /** After {@link #count} of a packet: looks whether those that follow can be noted as expected. */
    void expectMoreLike(RtpArrival packet) {
        boolean isPlain = packet.payloadType == knownType && knownKind == PacketKind.MEDIA && !knownRedundant;
        int ticks = isPlain ? statistics.expectedTicks() : 0;
        int head = packet.head(flow);
        if (rows == null || ticks == 0 || head == 0 || FrameDecoder.isTunnelPort(flow.destinationPort())) return;
        boolean isOctetPerTick = encryption.hasFrames();
        alike.are(packet, ticks, isOctetPerTick);
        long start = packet.start() & WITHOUT_MARKER;
        rows.expect(slot, start, head, ticks, !isOctetPerTick, statistics.lastArrivalNanos());
    }

    /**
     * Has the memory bring what {@link #settle} needs, one step further with each call, and returns a number that says nothing.
     *
     * @param step 0 to {@link #FETCH_STEPS} - 1
     */
    long fetch(int step) {
        return step == 0 ? lastPacketNanos + slot + untold : statistics.fetch(step - 1);
    }

    /** Takes in the packets that were noted as expected, before anything else happens or is asked, or when there is no more room. */
    void settle() {
        if (rows == null || rows.noted(slot) == 0) return;
        PacketRun run = rows.taken(slot);
        statistics.follow(run);
        rows.rebase(slot, statistics.lastArrivalNanos());
        if (statistics.expectedTicks() == 0) rows.close(slot);
        untold += run.packets();
        lastPacketNanos = Math.max(lastPacketNanos, run.latestNanos());
    }

    /** Tells the packets that were settled to those that only count them. */
    private void tell() {
        settle();
        if (untold == 0) return;
        dscpSeen |= 1L << alike.dscp();
        types.countMore(untold);
        alike.tell(untold, encryption);
        untold = 0;
    }

    void count(RtpArrival packet) {
        tell();
        if (rows != null) rows.close(slot);
        int type = packet.payloadType;
        know(type);
        if (knownRedundant) {
            type = side().redundant(packet, isEncrypted());
            know(type);
        }
        PacketKind kind = packet.looksLikeEvent && !knownDeclared ? PacketKind.TELEPHONE_EVENT : knownKind;
        if (kind == PacketKind.MEDIA) media(packet, type);
        else if (kind == PacketKind.TELEPHONE_EVENT) event(packet, type);
        types.count(packet.payloadType);
        dscpSeen |= 1L << packet.dscp;
        lastPacketNanos = Math.max(lastPacketNanos, packet.timeNanos);
        statistics.packet(
                packet.timeNanos,
                packet.sequence,
                packet.timestamp & 0xFFFF_FFFFL,
                packet.marker,
                kind,
                packet.payloadOctets);
    }

    private void media(RtpArrival packet, int type) {
        if (type != mediaType) {
            if (mediaType != NO_TYPE) typeChanges++;
            mediaType = type;
            int clockRateHz = mapOf(mediaType).clockRateHz(mediaType);
            if (clockRateHz != 0 || clockSource() != ClockSource.INFERRED) statistics.clockRateHz(clockRateHz);
        }
        if (type == packet.payloadType) encryption.packet(packet);
    }

    private void event(RtpArrival packet, int type) {
        side().event(packet, eventClockHz(type));
        if (knownDeclared) encryption.event(packet.payloadOctets); // one that only looks like an event proves nothing
    }

    private void know(int type) {
        if (type == knownType) return;
        PayloadMap map = mapOf(type);
        knownType = type;
        knownKind = map.kind(type);
        knownDeclared = map.isDeclared(type);
        knownRedundant = map.isRedundant(type);
        encryption.codec(map.name(type));
    }

    /** Events run on the clock of the audio that they share a stream with (RFC 4733 2.1). */
    private int eventClockHz(int type) {
        int clockRateHz = mapOf(type).clockRateHz(type);
        return clockRateHz == 0 ? statistics.clockRateHz() : clockRateHz;
    }

    /** Made for the few streams that need it, when they first do. */
    private SideStatistics side() {
        SideStatistics known = side;
        if (known == null) {
            known = new SideStatistics();
            side = known;
        }
        return known;
    }

    /** Takes what the stream's receiver asks of its sender. */
    public void asked(Feedback feedback) {
        side().asked(feedback);
    }

    /** What the interval had besides plain media. */
    public SideCounts sideCounts() {
        return side == null ? SideCounts.NONE : side.counts();
    }

    /** Most redundant blocks in one packet (RFC 2198), 0 when there is no redundancy. */
    public int redundancyDepth() {
        return side == null ? 0 : side.redundancyDepth();
    }

    /** The bit rate that the receiver asked not to exceed, by its last word; 0 when it asked for none. */
    public long bitRateMaxBps() {
        return side == null ? 0 : side.bitRateMaxBps();
    }

    private PayloadMap mapOf(int payloadType) {
        PayloadMap other = sourcePayloads;
        boolean onlyAtSource = other != null && !payloads.isDeclared(payloadType) && other.isDeclared(payloadType);
        return onlyAtSource && other != null ? other : payloads;
    }

    StreamCounters drain(boolean isLast) {
        settle();
        return isLast ? statistics.drainFinal() : statistics.drain();
    }

    /** Forgets what belongs to the interval that was just reported. */
    void nextInterval() {
        tell();
        types.forgetCounts();
        dscpSeen = 0;
        typeChanges = 0;
        encryption.forgetCounts();
        if (side != null) side.forgetCounts();
    }

    /** 26 characters. */
    public String id() {
        return id;
    }

    public Flow flow() {
        return flow;
    }

    /** As text, made once. */
    public String sourceAddress() {
        return sourceAddress;
    }

    public String destinationAddress() {
        return destinationAddress;
    }

    /** What was around its packets when it was recognised, outermost first: {@code vlan 7 > vxlan 5001}. */
    public String encapsulation() {
        return encapsulation;
    }

    /** 0 to 2^32-1. */
    public long ssrc() {
        return ssrc;
    }

    public long startMicros() {
        return startNanos / 1_000;
    }

    public long lastPacketMicros() {
        return lastPacketNanos() / 1_000;
    }

    /** Of the interval, most packets first. */
    public List<Integer> payloadTypes() {
        tell();
        return types.types();
    }

    /** Times that the payload type of media changed in the interval. */
    public long typeChanges() {
        return typeChanges;
    }

    /** The last packet came after others that have not come. */
    boolean isAfterHole() {
        return statistics.isAfterHole();
    }

    long lastPacketNanos() {
        settle();
        return lastPacketNanos;
    }

    /** How far the stream had come at a packet, null when that is too long ago or still to come. */
    public @Nullable SequenceProgress progressAt(int sequence) {
        return statistics.progressAt(sequence, rows == null ? 0 : rows.noted(slot));
    }

    /** DSCP values of the interval, in rising order. */
    public List<Integer> dscpValues() {
        tell();
        return DscpBits.values(dscpSeen);
    }

    /** Encoding name of the media payload type used last, null when unknown. */
    public @Nullable String codec() {
        if (mediaType == NO_TYPE) return null;
        String name = mapOf(mediaType).name(mediaType);
        return name.isEmpty() ? null : name;
    }

    /** Hz, 0 while unknown. */
    public int clockRateHz() {
        return statistics.clockRateHz();
    }

    public ClockSource clockSource() {
        if (statistics.clockRateHz() == 0) return ClockSource.UNKNOWN;
        if (statistics.isClockRateInferred() || mediaType == NO_TYPE) return ClockSource.INFERRED;
        boolean isDeclared =
                mediaType == knownType ? knownDeclared : mapOf(mediaType).isDeclared(mediaType);
        return isDeclared ? ClockSource.SDP : ClockSource.STATIC;
    }

    /** Packetisation time as measured, ms; 0 while unknown. */
    public double ptimeMs() {
        settle();
        return statistics.ptimeMs();
    }

    /** Parts per million; 0 while unknown. */
    public double skewPpm() {
        settle();
        return statistics.skewPpm();
    }

    /** What the lengths of the interval's packets say of SRTP. */
    public EncryptionCounts encryptionCounts() {
        tell();
        return encryption.counts();
    }

    /** How far its sequence has come; null before its first packet. */
    public @Nullable SequencePosition position() {
        settle();
        return statistics.position();
    }

    /** SRTP, by session description or by the look of the packets. */
    public boolean isEncrypted() {
        tell();
        return payloads.isEncrypted() || encryption.isEncrypted();
    }
}
