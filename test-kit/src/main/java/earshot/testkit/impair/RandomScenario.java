// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.testkit.impair;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** This is a call that nobody thought of: a phone that does anything, over a network that does anything, all of one seed. */
public final class RandomScenario {
    private static final int STEPS_MAX = 6;
    private static final int PACKETS_MAX = 300;
    private static final int SILENCE_MAX_MS = 5_000;
    /** Forwards and backwards by less, a restart cannot be told from loss and from reordering. */
    private static final int JUMP_MIN = 3_000;

    private static final int JUMP_BACK_MIN = 1_000;
    private final Random random;

    private RandomScenario(long seed) {
        this.random = new Random(seed);
    }

    public static KnownCapture of(long seed) {
        RandomScenario scenario = new RandomScenario(seed);
        Speaker speaker = scenario.speaker();
        List<String> options = scenario.network(seed);
        return KnownCapture.ofCall("seed " + seed + ": " + options, speaker, options);
    }

    private Speaker speaker() {
        Speaker speaker = new Speaker(random.nextInt() & 0xFFFF_FFFFL, random.nextInt(0x10000), timestamp());
        speaker.skewPpm(random.nextInt(401) - 200.0);
        for (int steps = 1 + random.nextInt(STEPS_MAX); steps > 0; steps--) {
            step(speaker);
            speaker.talk(codec(), 2 + random.nextInt(PACKETS_MAX));
        }
        return speaker;
    }

    private void step(Speaker speaker) {
        switch (random.nextInt(7)) {
            case 0 -> speaker.silence(20 + random.nextInt(SILENCE_MAX_MS));
            case 1 -> speaker.comfortNoise(200 + random.nextInt(SILENCE_MAX_MS));
            case 2 -> speaker.key(random.nextInt(16), 3 + random.nextInt(40));
            case 3 -> restart(speaker);
            case 4 -> speaker.restart(random.nextInt() & 0xFFFF_FFFFL, random.nextInt(0x10000), timestamp());
            default -> {} // goes on talking
        }
    }

    private void restart(Speaker speaker) {
        int jump = JUMP_MIN + random.nextInt(0x10000 - JUMP_MIN - JUMP_BACK_MIN);
        speaker.restart(speaker.sequence() + jump & 0xFFFF, timestamp());
    }

    private long timestamp() {
        return random.nextInt() & 0xFFFF_FFFFL;
    }

    private Speaker.Codec codec() {
        Speaker.Codec[] codecs = Speaker.Codec.values();
        return codecs[random.nextInt(codecs.length)];
    }

    /** Each impairment in about half of the networks. */
    private List<String> network(long seed) {
        List<String> options = new ArrayList<>(List.of("--seed", String.valueOf(seed)));
        if (random.nextBoolean()) add(options, "--loss", "%.4f", 0.3 * random.nextDouble());
        if (random.nextBoolean()) {
            add(options, "--burst", "%.4f,%.4f,%.4f", random.nextDouble() / 20, share(), share());
        }
        if (random.nextBoolean()) {
            Jitter.Shape[] shapes = Jitter.Shape.values();
            String shape = shapes[random.nextInt(shapes.length)].name();
            add(options, "--jitter", shape + ",%.2f,%.2f", 60 * random.nextDouble(), 40 * random.nextDouble());
            if (random.nextBoolean()) options.addAll(List.of("--overtaking", "yes"));
        }
        if (random.nextBoolean()) {
            add(options, "--reorder", "%.4f", random.nextDouble() / 10);
            add(options, "--reorder-depth", "%.0f", 1.0 + random.nextInt(40));
        }
        if (random.nextBoolean()) {
            add(options, "--duplicate", "%.4f", random.nextDouble());
            add(options, "--duplicate-lag", "%.1f", random.nextBoolean() ? 0 : 300 * random.nextDouble());
        }
        return options;
    }

    private double share() {
        return 0.05 + 0.95 * random.nextDouble();
    }

    private static void add(List<String> options, String option, String form, Object... figures) {
        options.add(option);
        options.add(String.format(Locale.ROOT, form, figures));
    }
}
