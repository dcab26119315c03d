// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

/** What is watched of one subject, by counting within a window of minutes. Described in {@code docs/patterns.md}. */
public enum Pattern {
    /** Calls attempted by one source. */
    INVITE_FLOOD("invite-flood", "Flood of calls from one source", "error", "call attempts", 1, 120, 5),
    /** REGISTER requests of one source. */
    REGISTRATION_STORM(
            "registration-storm", "Registration storm from one source", "error", "REGISTER requests", 1, 120, 5),
    /** REGISTER requests to one registrar. */
    REGISTRAR_STORM(
            "registrar-storm", "Registration storm to one registrar", "error", "REGISTER requests", 1, 1_200, 5),
    /** Different users at which one source was refused. */
    SCAN("scan", "One source tries out users", "error", "different users refused", 5, 20, 3),
    /** Requests of known scanners. */
    SCANNER("scanner", "A scanner by its User-Agent", "warning", "requests of a known scanner", 10, 1, 0),
    /** Answered calls of one user that end at once. */
    SHORT_CALLS("short-calls", "Burst of short calls", "warning", "short answered calls", 10, 20, 3),
    /** Answered calls of one user to expensive numbers. */
    PREMIUM_CALLS("premium-calls", "Many calls to premium numbers", "critical", "calls to premium numbers", 60, 5, 0),
    /** Minutes of one user to expensive numbers. */
    PREMIUM_MINUTES(
            "premium-minutes", "Long calls to premium numbers", "critical", "minutes to premium numbers", 60, 30, 0);

    /** The names of the alerts of all patterns begin so. */
    public static final String RULE_PREFIX = "pattern-";

    private static final double SECONDS_PER_MINUTE = 60;

    private final String id;
    private final String title;
    private final String severity;
    private final String counted;
    private final int windowMinutes;
    private final int threshold;
    private final int factor;

    Pattern(String id, String title, String severity, String counted, int windowMinutes, int threshold, int factor) {
        this.id = id;
        this.title = title;
        this.severity = severity;
        this.counted = counted;
        this.windowMinutes = windowMinutes;
        this.threshold = threshold;
        this.factor = factor;
    }

    /** As in settings; alerts are named {@code pattern-} and this. */
    public String id() {
        return id;
    }

    /** The name of its alerts. */
    public String rule() {
        return RULE_PREFIX + id;
    }

    String title() {
        return title;
    }

    String severity() {
        return severity;
    }

    /** What is counted, for people. */
    String counted() {
        return counted;
    }

    /** Where nothing else is set. */
    PatternLimit standard() {
        return new PatternLimit(windowMinutes, threshold, factor);
    }

    /** A sum of weights as what is counted; minutes are summed as seconds. */
    double measured(long weights) {
        return this == PREMIUM_MINUTES ? weights / SECONDS_PER_MINUTE : weights;
    }
}
