// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls;

import earshot.calls.assemble.BoundStream;
import earshot.calls.assemble.SignallingAssembler;
import earshot.calls.assemble.SignallingMemory;
import earshot.calls.assemble.StreamAssembler;
import earshot.calls.assemble.StreamMemory;
import earshot.calls.kpi.KpiMinute;
import earshot.calls.kpi.ShareNews;
import earshot.calls.link.LegEvidence;
import earshot.calls.link.LegLink;
import earshot.calls.link.LegLinker;
import earshot.calls.link.LegMemory;
import earshot.calls.link.LegTracker;
import earshot.calls.link.LinkerMemory;
import earshot.calls.link.PairMemory;
import earshot.calls.link.PairMerger;
import earshot.calls.link.StreamClues;
import earshot.calls.match.BindingCandidates;
import earshot.calls.match.ClaimMemory;
import earshot.calls.match.ClaimTracker;
import earshot.calls.match.EndpointClaim;
import earshot.calls.match.MatcherMemory;
import earshot.calls.match.MediaMatcher;
import earshot.calls.match.StreamSighting;
import earshot.calls.outside.OutsideCalls;
import earshot.calls.outside.OutsideMemory;
import earshot.calls.pattern.PatternSettings;
import earshot.calls.rules.Rule;
import earshot.calls.rules.RuleEvaluator;
import earshot.calls.rules.RuleMemory;
import earshot.calls.taps.TapMatcher;
import earshot.calls.taps.TapMemory;
import earshot.calls.taps.TapNews;
import earshot.calls.taps.TapSighting;
import earshot.calls.time.EventOrder;
import earshot.calls.time.Patience;
import earshot.calls.time.Timers;
import earshot.events.AuthenticationFailures;
import earshot.events.Call;
import earshot.events.MediaReport;
import earshot.events.PeerAvailability;
import earshot.events.ProbeHealth;
import earshot.events.Registration;
import earshot.events.RtcpReport;
import earshot.events.SipMessage;
import earshot.events.Stream;
import earshot.events.StreamInterval;
import earshot.events.Subscription;
import earshot.events.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * All machines in one thread: sorts events by event time, hands each to its machines and fires their timers. What Flink
 * does with the same machines on a cluster, without Flink. Memory is bounded by what is open at one time.
 *
 * <p>An event that comes more than {@link Patience#LATENESS} after a younger one is processed at once, in the order of
 * arrival, and its timers count from now: so a capture whose clock jumps back still gives whole calls.
 */
public final class CallPipeline {
    /**
     * Call-IDs remembered. A call that ended is forgotten when so many others came after it and not by time, so that
     * captures with leaps in their clocks still give whole calls.
     */
    static final int CALLS_MAX = 5_000;

    /**
     * Keys outside calls remembered: users, subscriptions, pairs of addresses. Of one pushed out the row stays as it is; a
     * flood of made-up users costs the capture no memory.
     */
    static final int OUTSIDE_MAX = 50_000;

    private record Queued(EventOrder order, Runnable work) {}

    private final CallOutput out;
    private final List<Rule> rules;
    private final PriorityQueue<Queued> queue = new PriorityQueue<>((a, b) -> a.order.compareTo(b.order));
    private final Alarms alarms = new Alarms();

    private final ClaimTracker claimTracker = new ClaimTracker();
    private final MediaMatcher mediaMatcher = new MediaMatcher();
    private final TapMatcher tapMatcher = new TapMatcher();
    private final StreamAssembler streamAssembler;
    private final SignallingAssembler signallingAssembler = new SignallingAssembler(Long.MAX_VALUE);
    private final OutsideCalls outsideCalls = new OutsideCalls();
    private final RuleEvaluator ruleEvaluator = new RuleEvaluator();
    private final LegTracker legTracker;
    private final LegLinker legLinker;
    private final PairMerger pairMerger = new PairMerger();

    private final Memories<ClaimMemory> claims =
            new Memories<>(ClaimMemory::new, ClaimMemory::isEmpty, alarms, this::claimTimer);
    private final Memories<MatcherMemory> endpoints =
            new Memories<>(MatcherMemory::new, MatcherMemory::isEmpty, alarms, this::endpointTimer);
    private final Memories<TapMemory> taps = new Memories<>(TapMemory::new, TapMemory::isEmpty, alarms, this::tapTimer);
    private final Memories<StreamMemory> streams =
            new Memories<>(StreamMemory::new, StreamMemory::isEmpty, alarms, this::streamTimer);
    private final Memories<SignallingMemory> signalling =
            new Memories<>(SignallingMemory::new, SignallingMemory::isEmpty, alarms, this::signallingTimer);
    private final Memories<OutsideMemory> outside =
            new Memories<>(OutsideMemory::new, OutsideMemory::isEmpty, alarms, this::outsideTimer);
    private final Memories<RuleMemory> alerts =
            new Memories<>(RuleMemory::new, RuleMemory::isEmpty, alarms, this::ruleTimer);
    private final Memories<LegMemory> legs = new Memories<>(LegMemory::new, LegMemory::isEmpty, alarms, this::legTimer);
    private final Memories<LinkerMemory> sharedValues =
            new Memories<>(LinkerMemory::new, LinkerMemory::isEmpty, alarms, this::sharedValueTimer);
    private final Memories<PairMemory> pairs =
            new Memories<>(PairMemory::new, PairMemory::isEmpty, alarms, this::pairTimer);

    private final OutsideCalls.Output outsideRows = new OutsideRows();
    private final StreamAssembler.Output streamRows = new StreamRows();
    private final SignallingAssembler.Output signallingRows = new SignallingRows();

    private final @Nullable KpiMachines kpis;
    private final @Nullable PatternMachines patterns;

    /** The latest event time seen. */
    private long latestMicros = Patience.NEVER;

    private boolean finishing;

    public CallPipeline(CallSettings settings, CallOutput out) {
        PatternSettings watched = settings.patterns();
        this.patterns = watched == null ? null : new PatternMachines(watched, out::alert);
        this.kpis = settings.kpis() == null ? null : new KpiMachines(settings.kpis(), this::minute);
        this.legTracker = new LegTracker(settings.linking());
        this.legLinker = new LegLinker(settings.linking());
        this.streamAssembler = new StreamAssembler(settings.scores());
        this.rules = settings.rules();
        this.out = out;
    }

    public void accept(SipMessage message) {
        take(EventOrder.of(message), () -> sip(message));
    }

    public void accept(MediaReport report) {
        take(EventOrder.of(report), () -> media(report));
    }

    public void accept(RtcpReport report) {
        if (report.getDevice() != null) take(EventOrder.of(report), () -> device(report));
        if (report.getStreamId().isEmpty()) return; // of a stream that no probe saw
        take(EventOrder.of(report), () -> rtcp(report));
    }

    /** Only tells how far event time has come. */
    public void accept(ProbeHealth health) {
        advance(health.getTimeMicros());
    }

    /** The capture is over: everything left is processed and what is open ends with CAPTURE_END. */
    public void finish() {
        drain(Long.MAX_VALUE);
        if (latestMicros != Patience.NEVER) alarms.fire(latestMicros);
        if (latestMicros != Patience.NEVER && kpis != null) kpis.advance(latestMicros);
        finishing = true; // the timers of calls that lie behind the last event do not come any more
        alarms.fire(Long.MAX_VALUE);
        for (String callId : signalling.keys()) {
            signalling.with(callId, (memory, timers) -> signallingAssembler.end(memory, signallingRows));
        }
        for (String key : outside.keys()) {
            outside.with(key, (memory, timers) -> outsideCalls.end(key, memory, outsideRows));
        }
        if (kpis != null) kpis.finish();
        if (patterns != null && latestMicros != Patience.NEVER) patterns.finish(latestMicros);
    }

    /** How many calls, endpoints, streams, alerts, links and keys outside calls are remembered. */
    public int open() {
        int linking = legs.size() + sharedValues.size() + pairs.size();
        int media = endpoints.size() + taps.size() + streams.size();
        int watching = alerts.size() + (patterns == null ? 0 : patterns.open());
        return claims.size() + media + signalling.size() + outside.size() + watching + linking;
    }

    private void take(EventOrder order, Runnable work) {
        queue.add(new Queued(order, work));
        advance(order.timeMicros);
    }

    private void advance(long timeMicros) {
        if (timeMicros > latestMicros) latestMicros = timeMicros;
        long watermark = latestMicros - Patience.LATENESS;
        drain(watermark);
        alarms.fire(watermark);
        if (patterns == null) return;
        if (kpis != null) kpis.advance(watermark);
        patterns.advance(watermark);
    }

    /** Processes events up to a time in order, and before each the timers of earlier times. */
    private void drain(long untilMicros) {
        while (!queue.isEmpty() && queue.element().order.timeMicros <= untilMicros) {
            Queued next = queue.remove();
            alarms.fire(next.order.timeMicros - 1);
            alarms.now(next.order.timeMicros);
            next.work.run();
        }
    }

    private void sip(SipMessage message) {
        String callId = message.getCallId();
        claims.with(callId, (memory, timers) -> claimTracker.message(memory, message, timers, this::claim));
        signalling.with(
                callId, (memory, timers) -> signallingAssembler.message(memory, message, timers, signallingRows));
        legs.with(callId, (memory, timers) -> legTracker.message(memory, message, timers));
        while (signalling.size() > CALLS_MAX) {
            signalling.removeOldest((key, memory) -> signallingAssembler.end(memory, signallingRows));
        }
        while (outside.size() >= OUTSIDE_MAX) {
            outside.removeOldest((key, memory) -> outsideCalls.end(key, memory, outsideRows));
        }
        OutsideCalls.keys(
                message,
                key -> outside.with(
                        key, (memory, timers) -> outsideCalls.message(key, memory, message, timers, outsideRows)));
    }

    /** Who owns the stream is settled before its report is counted, so that the interval's row knows its call. */
    private void media(MediaReport report) {
        sighting(StreamSighting.atSource(report));
        sighting(StreamSighting.atDestination(report));
        List<TapNews> news = tap(TapSighting.of(report));
        news.stream().filter(one -> one.tellsCopy).forEach(this::tapNews);
        streams.with(
                report.getStreamId(), (memory, timers) -> streamAssembler.report(memory, report, timers, streamRows));
        news.stream().filter(one -> !one.tellsCopy).forEach(this::tapNews);
    }

    /** What a telephone says of its media is news for the streams of it that a probe saw. */
    private void device(RtcpReport report) {
        for (TapSighting sighting : TapSighting.of(report)) tap(sighting).forEach(this::tapNews);
    }

    private List<TapNews> tap(TapSighting sighting) {
        List<TapNews> news = new ArrayList<>();
        taps.with(sighting.key(), (memory, timers) -> tapMatcher.sighting(memory, sighting, timers, news::add));
        return news;
    }

    private void tapNews(TapNews news) {
        streams.with(news.streamId, (memory, timers) -> streamAssembler.tap(memory, news, timers, streamRows));
    }

    private void rtcp(RtcpReport report) {
        streams.with(
                report.getStreamId(), (memory, timers) -> streamAssembler.rtcp(memory, report, timers, streamRows));
    }

    private void sighting(StreamSighting sighting) {
        endpoints.with(
                sighting.endpoint,
                (memory, timers) -> mediaMatcher.sighting(memory, sighting, timers, this::candidates));
    }

    private void claim(EndpointClaim claim) {
        endpoints.with(claim.endpoint, (memory, timers) -> mediaMatcher.claim(memory, claim, timers, this::candidates));
    }

    private void candidates(BindingCandidates candidates) {
        streams.with(
                candidates.streamId,
                (memory, timers) -> streamAssembler.candidates(memory, candidates, timers, streamRows));
    }

    private void evaluate(StreamInterval interval) {
        for (Rule rule : rules) {
            alerts.with(
                    RuleEvaluator.key(rule, interval),
                    (memory, timers) -> ruleEvaluator.interval(memory, rule, interval, timers, out::alert));
        }
    }

    private void evidence(LegEvidence evidence) {
        sharedValues.with(
                evidence.key, (memory, timers) -> legLinker.evidence(memory, evidence, timers, this::legLink));
    }

    private void legLink(LegLink link) {
        pairs.with(link.pair, (memory, timers) -> pairMerger.link(memory, link, timers, out::link));
    }

    private void minute(KpiMinute minute, long toldMicros) {
        out.kpi(minute);
        if (patterns != null) patterns.minute(minute, toldMicros);
    }

    private void claimTimer(String key, ClaimMemory memory, long timeMicros, Timers timers) {
        claimTracker.timer(memory, timeMicros, timers, this::claim);
    }

    private void endpointTimer(String key, MatcherMemory memory, long timeMicros, Timers timers) {
        mediaMatcher.timer(memory, timeMicros, timers);
    }

    private void tapTimer(String key, TapMemory memory, long timeMicros, Timers timers) {
        tapMatcher.timer(memory, timeMicros, timers);
    }

    private void streamTimer(String key, StreamMemory memory, long timeMicros, Timers timers) {
        streamAssembler.timer(memory, timeMicros, timers, streamRows);
    }

    private void signallingTimer(String key, SignallingMemory memory, long timeMicros, Timers timers) {
        if (!finishing) signallingAssembler.timer(memory, timeMicros, timers, signallingRows);
    }

    private void outsideTimer(String key, OutsideMemory memory, long timeMicros, Timers timers) {
        if (!finishing) outsideCalls.timer(key, memory, timeMicros, timers, outsideRows);
    }

    private void ruleTimer(String key, RuleMemory memory, long timeMicros, Timers timers) {
        for (Rule rule : rules) {
            if (key.startsWith(rule.id() + '|')) ruleEvaluator.timer(memory, rule, timeMicros, timers, out::alert);
        }
    }

    /** When what is told now became known. */
    private long toldMicros() {
        return finishing ? latestMicros : alarms.time();
    }

    private void legTimer(String key, LegMemory memory, long timeMicros, Timers timers) {
        legTracker.timer(memory, timeMicros, timers, this::evidence);
    }

    private void sharedValueTimer(String key, LinkerMemory memory, long timeMicros, Timers timers) {
        legLinker.timer(memory, timeMicros, timers);
    }

    private void pairTimer(String key, PairMemory memory, long timeMicros, Timers timers) {
        pairMerger.timer(memory, timeMicros, timers);
    }

    private final class StreamRows implements StreamAssembler.Output {
        @Override
        public void stream(Stream stream) {
            out.stream(stream);
        }

        @Override
        public void interval(StreamInterval interval) {
            out.interval(interval);
            evaluate(interval);
            if (kpis != null) kpis.news(ShareNews.of(interval));
        }

        @Override
        public void bound(BoundStream bound) {
            StreamClues.of(bound, CallPipeline.this::evidence);
            signalling.with(bound.callId, (memory, timers) -> signallingAssembler.stream(memory, bound, timers));
        }
    }

    private final class SignallingRows implements SignallingAssembler.Output {
        @Override
        public void call(Call call) {
            out.call(call);
            if (kpis != null) kpis.news(ShareNews.of(call, toldMicros()));
            if (patterns != null) patterns.call(call, toldMicros());
        }

        @Override
        public void transaction(Transaction transaction) {
            out.transaction(transaction);
            boolean isRegister = transaction.getMethod().equals("REGISTER");
            if (kpis != null && isRegister) kpis.news(ShareNews.of(transaction, toldMicros()));
            if (patterns != null) patterns.transaction(transaction, toldMicros());
        }
    }

    private final class OutsideRows implements OutsideCalls.Output {
        @Override
        public void registration(Registration registration) {
            out.registration(registration);
        }

        @Override
        public void subscription(Subscription subscription) {
            out.subscription(subscription);
        }

        @Override
        public void peer(PeerAvailability peer) {
            out.peer(peer);
        }

        @Override
        public void authentication(AuthenticationFailures failures) {
            out.authentication(failures);
            if (patterns != null) patterns.authentication(failures, toldMicros());
        }
    }
}
