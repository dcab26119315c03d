// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import static earshot.testkit.impair.Speaker.Codec.G722;
import static earshot.testkit.impair.Speaker.Codec.OPUS;
import static earshot.testkit.impair.Speaker.Codec.PCMA;
import static earshot.testkit.impair.Speaker.Codec.PCMU;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** These are the captures that docs/accuracy.md is about, always the same ones to the bit. */
public final class Scenarios {
    private static final long SSRC = 0x1A2B3C4DL;
    private static final int SEQUENCE = 1_000;
    private static final long TIMESTAMP = 160_000;
    private static final int HALF_A_MINUTE = 1_500;
    private static final long TIMESTAMPS = 1L << 32;
    private final List<KnownCapture> all = new ArrayList<>();

    private Scenarios() {}

    /**
     * All of them.
     *
     * @param samples the folder of the sample captures
     */
    public static List<KnownCapture> all(Path samples) throws IOException {
        Scenarios scenarios = new Scenarios();
        scenarios.loss();
        scenarios.order();
        scenarios.jitter();
        scenarios.senders();
        scenarios.restarts();
        scenarios.together();
        scenarios.recorded(samples);
        return List.copyOf(scenarios.all);
    }

    private void loss() {
        call("as sent", talking());
        call("loss 0.1 %", talking(), "--loss", "0.001");
        call("loss 1 %", talking(), "--loss", "0.01");
        call("loss 5 %", talking(), "--loss", "0.05");
        call("loss 30 %", talking(), "--loss", "0.3");
        call("short bursts of loss", talking(), "--burst", "0.01,0.4");
        call("long bursts of loss", talking(), "--burst", "0.003,0.03");
        call("bursts in which half is lost", talking(), "--burst", "0.02,0.05,0.5");
        call("bursts and 2 % beside them", talking(), "--burst", "0.01,0.1,0.8", "--loss", "0.02");
        call("bursts, 30 % in all", talking(), "--burst", "0.05,0.12");
        call("outages of seconds", speaker().talk(PCMU, 4_000), "--burst", "0.001,0.003");
    }

    private void order() {
        call("overtaken by 1", talking(), "--reorder", "0.02");
        call("overtaken by 5", talking(), "--reorder", "0.02", "--reorder-depth", "5");
        call("overtaken by 50", talking(), "--reorder", "0.01", "--reorder-depth", "50");
        call("overtaken by 120", talking(), "--reorder", "0.005", "--reorder-depth", "120");
        call("overtaken by 150: too late", talking(), "--reorder", "0.003", "--reorder-depth", "150");
        call("2 % twice, at once", talking(), "--duplicate", "0.02");
        call("5 % twice, 50 ms apart", talking(), "--duplicate", "0.05", "--duplicate-lag", "50");
        call("all twice, 10 ms apart", talking(), "--duplicate", "1", "--duplicate-lag", "10");
        call("all twice, 2 s apart", talking(), "--duplicate", "1", "--duplicate-lag", "2000");
        call(
                "5 % twice, 3 s apart: too late",
                talking(), "--loss", "0.05", "--duplicate", "0.05", "--duplicate-lag", "3000");
        call("copies hide no loss", talking(), "--loss", "0.05", "--duplicate", "0.1", "--duplicate-lag", "70");
    }

    private void jitter() {
        for (String shape : List.of(
                "uniform,20,20", "normal,30,10", "exponential,5,15", "gamma,5,20", "pareto,5,10", "spikes,5,400")) {
            String words = shape.replaceFirst(",", " ").replace(",", "/");
            call("jitter " + words + " ms, order kept", talking(), "--jitter", shape);
            call("jitter " + words + " ms, overtaking", talking(), "--jitter", shape, "--overtaking", "yes");
        }
        call("sender's clock 200 ppm fast", speaker().skewPpm(200).talk(PCMU, 6_000));
        call("sender's clock 200 ppm slow", speaker().skewPpm(-200).talk(PCMU, 6_000));
        call(
                "200 ppm slow, jitter and loss",
                speaker().skewPpm(-200).talk(PCMU, 6_000),
                "--jitter",
                "gamma,5,10",
                "--loss",
                "0.02");
    }

    private void senders() {
        call("pauses in speech", pausing());
        call("pauses, loss and jitter", pausing(), "--loss", "0.03", "--jitter", "exponential,5,15");
        call("pauses with comfort noise", noisy());
        call("comfort noise, loss and reordering", noisy(), "--loss", "0.05", "--reorder", "0.03");
        call("nothing sent for 50 s", speaker().talk(PCMU, 500).silence(50_000).talk(PCMU, 500));
        call("telephone events", keying());
        call(
                "events, loss, copies and jitter",
                keying(),
                "--loss",
                "0.05",
                "--duplicate",
                "0.05",
                "--jitter",
                "normal,20,8");
        call("sequence numbers wrap", new Speaker(SSRC, 65_000, TIMESTAMP).talk(PCMU, HALF_A_MINUTE));
        call(
                "sequence numbers wrap twice",
                new Speaker(SSRC, 65_000, TIMESTAMP).talk(PCMU, 67_000),
                "--loss",
                "0.01",
                "--duplicate",
                "0.01");
        call("timestamps wrap", new Speaker(SSRC, SEQUENCE, TIMESTAMPS - 80_000).talk(PCMU, HALF_A_MINUTE));
        call(
                "both wrap, overtaking, loss and copies",
                new Speaker(SSRC, 65_520, TIMESTAMPS - 16 * 160).talk(PCMU, 600),
                "--jitter",
                "uniform,60,60",
                "--overtaking",
                "yes",
                "--loss",
                "0.1",
                "--duplicate",
                "0.1",
                "--duplicate-lag",
                "90");
        call("G.722: 8 kHz clock", speaker().talk(G722, HALF_A_MINUTE), "--jitter", "normal,20,8");
        call("Opus: 48 kHz clock", speaker().talk(OPUS, HALF_A_MINUTE), "--jitter", "normal,20,8", "--loss", "0.02");
        call(
                "codec changes, clock stays",
                speaker().talk(PCMU, 500).talk(G722, 500).talk(PCMA, 500),
                "--jitter",
                "gamma,5,10");
        call("codec and clock change", changing());
        call("codec and clock change, overtaking", changing(), "--jitter", "uniform,40,40", "--overtaking", "yes");
    }

    private void restarts() {
        call("restart, same SSRC", restarting());
        call("restart, same SSRC, loss and copies", restarting(), "--loss", "0.05", "--duplicate", "0.05");
        call(
                "restart a little behind",
                speaker().talk(PCMU, 500).restart(SEQUENCE + 300, TIMESTAMP).talk(PCMU, 500));
        call(
                "restart of the sequence alone",
                speaker().talk(PCMU, 500).restart(30_000, TIMESTAMP + 700 * 160).talk(PCMU, 500),
                "--jitter",
                "normal,20,8");
        call("restart with another SSRC", sourceChanging());
        call("another SSRC, bursts and jitter", sourceChanging(), "--burst", "0.02,0.2", "--jitter", "gamma,5,10");
        call(
                "many restarts, overtaking and loss",
                speaker()
                        .talk(PCMU, 300)
                        .restart(40_000, 7)
                        .talk(PCMU, 300)
                        .restart(9, 4_000_000_000L)
                        .talk(PCMU, 300)
                        .restart(65_530, 90)
                        .talk(PCMU, 300),
                "--jitter",
                "uniform,60,60",
                "--overtaking",
                "yes",
                "--loss",
                "0.1");
    }

    private void together() {
        media("no signalling", talking());
        media("no signalling, loss", talking(), "--loss", "0.05");
        media(
                "no signalling, loss, copies and jitter",
                talking(),
                "--loss",
                "0.1",
                "--duplicate",
                "0.1",
                "--jitter",
                "normal,30,10");
        media(
                "capture begins in mid-call",
                new Speaker(SSRC, 47_123, 3_000_000_000L).talk(G722, 700),
                "--reorder",
                "0.02");
        call(
                "all at once",
                keying().comfortNoise(2_000)
                        .talk(G722, 400)
                        .restart(5, 5)
                        .talk(OPUS, 400)
                        .silence(900)
                        .talk(PCMU, 400),
                allAtOnce());
        call("all at once, twice as bad", keying().comfortNoise(2_000).talk(OPUS, 900), twiceAsBad());
    }

    private void recorded(Path samples) throws IOException {
        sample(samples, "11-g711-clean", "--loss", "0.05", "--jitter", "gamma,5,10");
        sample(samples, "20-ipv6", "--reorder", "0.02", "--duplicate", "0.02");
        sample(samples, "21-opus", "--burst", "0.01,0.2", "--jitter", "normal,20,8");
        sample(samples, "22-g722", "--jitter", "uniform,60,60", "--overtaking", "yes");
        sample(samples, "26-dtmf", allAtOnce());
        sample(samples, "29-vlan", twiceAsBad());
    }

    private static String[] allAtOnce() {
        return "--burst 0.005,0.2,0.7 --loss 0.01 --jitter gamma,5,10 --reorder 0.01 --reorder-depth 2 --duplicate 0.01"
                .split(" ", -1);
    }

    private static String[] twiceAsBad() {
        return "--burst 0.02,0.2 --loss 0.03 --jitter pareto,5,20 --overtaking yes --duplicate 0.03 --duplicate-lag 33"
                .split(" ", -1);
    }

    private static Speaker speaker() {
        return new Speaker(SSRC, SEQUENCE, TIMESTAMP);
    }

    private static Speaker talking() {
        return speaker().talk(PCMU, HALF_A_MINUTE);
    }

    private static Speaker pausing() {
        return speaker()
                .talk(PCMU, 300)
                .silence(1_800)
                .talk(PCMU, 200)
                .silence(7_000)
                .talk(PCMU, 400);
    }

    private static Speaker noisy() {
        return speaker()
                .talk(PCMU, 300)
                .comfortNoise(4_000)
                .talk(PCMU, 200)
                .comfortNoise(9_000)
                .talk(PCMU, 400);
    }

    private static Speaker keying() {
        return speaker().talk(PCMU, 200).key(1, 8).talk(PCMU, 30).key(11, 25).talk(PCMU, 300);
    }

    private static Speaker changing() {
        return speaker().talk(PCMU, 400).talk(OPUS, 400).talk(G722, 300).talk(OPUS, 400);
    }

    private static Speaker restarting() {
        return speaker().talk(PCMU, 700).restart(52_000, 1_000_000_000L).talk(PCMU, 700);
    }

    private static Speaker sourceChanging() {
        return speaker().talk(PCMU, 700).restart(0x5EEDL, 12_345, 99).talk(PCMU, 700);
    }

    private void call(String name, Speaker speaker, String... options) {
        all.add(KnownCapture.ofCall(name, speaker, seeded(options)));
    }

    private void media(String name, Speaker speaker, String... options) {
        all.add(KnownCapture.ofMediaAlone(name, speaker, seeded(options)));
    }

    private void sample(Path samples, String sample, String... options) throws IOException {
        Path capture = samples.resolve(sample + ".pcap");
        all.add(KnownCapture.ofSample("recorded " + sample + ", impaired", capture, seeded(options)));
    }

    private List<String> seeded(String... options) {
        List<String> seeded = new ArrayList<>(List.of("--seed", String.valueOf(all.size() + 1)));
        seeded.addAll(List.of(options));
        return seeded;
    }
}
