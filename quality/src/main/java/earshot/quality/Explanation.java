// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A score in one sentence. Its numbers are hundredths, rounded so that they add up as printed: what rounding leaves over
 * goes to the largest remainders.
 */
final class Explanation {
    private Explanation() {}

    /** One cause: what it cost, in whole hundredths of MOS once they are dealt out. */
    private static final class Term {
        private final String cause;
        private final double cost;
        private long hundredths;

        private Term(String cause, double cost) {
            this.cause = cause;
            this.cost = cost;
            this.hundredths = (long) Math.floor(100 * cost);
        }

        private double remainder() {
            return 100 * cost - Math.floor(100 * cost);
        }
    }

    static String of(ScoreInputs in, ScoreCosts costs) {
        long best = hundredths(costs.best());
        long mosLq = hundredths(in.mosLq());
        List<Term> terms = new ArrayList<>(List.of(
                new Term(lost(in), costs.loss()),
                new Term(percent(in.discardPercent()) + " too late", costs.discard()),
                new Term("bursts", costs.burst())));
        dealOut(terms, best - mosLq);
        terms.removeIf(term -> term.hundredths == 0);
        terms.sort(Comparator.comparingLong((Term term) -> term.hundredths).reversed());

        StringBuilder text = new StringBuilder(text(best))
                .append(" at best with ")
                .append(in.codec().label())
                .append(" (")
                .append(in.codec().scale())
                .append(')');
        for (Term term : terms) {
            text.append(" - ").append(text(term.hundredths)).append(" for ").append(term.cause);
        }
        text.append(terms.isEmpty() ? ", and nothing took from it" : " = " + text(mosLq));
        conversation(text, in, mosLq);
        return text.append('.').toString();
    }

    private static String lost(ScoreInputs in) {
        String remaining = percent(in.remainingLossPercent()) + " lost";
        if (in.recoveredPercent() <= 0) return remaining;
        return remaining + " (" + percent(in.lossPercent()) + " less " + percent(in.recoveredPercent())
                + " that redundancy brought)";
    }

    private static void conversation(StringBuilder text, ScoreInputs in, long mosLq) {
        Double mosCq = in.mosCq();
        Double oneWayMs = in.delay().oneWayMs();
        if (mosCq == null || oneWayMs == null) return;
        long conversation = hundredths(mosCq);
        String delay =
                Math.round(oneWayMs) + " ms " + (in.delay().source() == Delay.Source.ASSUMED ? "assumed" : "one way");
        if (conversation == mosLq) {
            text.append("; in conversation the same, at ").append(delay);
        } else {
            text.append("; in conversation - ")
                    .append(text(mosLq - conversation))
                    .append(" for ")
                    .append(delay)
                    .append(" = ")
                    .append(text(conversation));
        }
    }

    /** Gives each term its whole hundredths, and what is missing to the sum to those that were cut most. */
    private static void dealOut(List<Term> terms, long sum) {
        long left = sum;
        for (Term term : terms) left -= term.hundredths;
        List<Term> byRemainder = new ArrayList<>(terms);
        byRemainder.sort(Comparator.comparingDouble(Term::remainder).reversed());
        for (Term term : byRemainder) {
            if (left <= 0) break;
            if (term.cost <= 0) continue;
            term.hundredths++;
            left--;
        }
        for (Term term : byRemainder) { // the two ends were rounded as well: one hundredth may be too many
            if (left >= 0) break;
            if (term.hundredths == 0) continue;
            term.hundredths--;
            left++;
        }
    }

    private static long hundredths(double mos) {
        return Math.round(100 * mos);
    }

    private static String text(long hundredths) {
        long rest = hundredths % 100;
        return hundredths / 100
                + (rest < 10 ? ".0" : ".")
                + rest; // of every interval: a format would cost the score again
    }

    private static String tenths(double value) {
        long tenths = Math.round(10 * value);
        return tenths / 10 + "." + tenths % 10;
    }

    private static String percent(double percent) {
        return percent > 0 && percent < 0.05 ? "<0.1 %" : tenths(percent) + " %";
    }
}
