// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.pattern;

import earshot.calls.time.Patience;
import earshot.events.AuthenticationFailures;
import earshot.events.Call;
import earshot.events.CallState;
import earshot.events.EndedBy;
import earshot.events.Endpoints;
import earshot.events.Transaction;
import java.io.Serializable;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds in rows of calls, transactions and refused credentials what counts for patterns. The source is the sender of the
 * first hop that was seen.
 */
public final class PatternReader implements Serializable {
    private static final long serialVersionUID = 1;
    /** Rows of a call that come later repeat that it began. */
    private static final long BEGINNING_MICROS = 10 * Patience.CALL_UPDATE;

    private final PatternSettings settings;

    public PatternReader(PatternSettings settings) {
        this.settings = settings;
    }

    /** A row of a call, told at an event time (micros). */
    public void call(Call call, long toldMicros, Consumer<PatternNews> out) {
        String address = Endpoints.address(call.getCaller());
        if (!call.getInviteSeen() || address.isEmpty()) return;
        Teller teller = new Teller(toldMicros, call.getVersion(), call.getCallId(), out);
        String source = "source:" + address;
        if (toldMicros - call.getStartMicros() <= BEGINNING_MICROS) {
            teller.tell(Pattern.INVITE_FLOOD, source, call.getCallKey(), 1, call.getStartMicros());
            if (isScanner(call.getUserAgent())) {
                teller.tell(Pattern.SCANNER, source, call.getCallKey(), 1, call.getStartMicros());
            }
        }
        Long end = endMicros(call);
        if (end != null && (call.getChallenged() || isRefusal(call.getFinalStatus()))) {
            teller.tell(Pattern.SCAN, source, call.getToUser(), 1, end);
        }
        if (call.getState() == CallState.ANSWERED && !call.getFromUser().isEmpty()) {
            answered(call, "user:" + call.getFromUser() + '@' + address, teller);
        }
    }

    private void answered(Call call, String user, Teller teller) {
        Long answer = call.getAnswerMicros();
        Double durationMs = call.getDurationMs();
        Long end = endMicros(call);
        boolean isPremium = isPremium(call.getToUser());
        if (isPremium && answer != null) teller.tell(Pattern.PREMIUM_CALLS, user, call.getCallKey(), 1, answer);
        if (durationMs == null || end == null) return;
        boolean isShort = durationMs < settings.shortCallSeconds() * 1_000.0;
        if (isShort && call.getEndedBy() == EndedBy.BYE) {
            teller.tell(Pattern.SHORT_CALLS, user, call.getCallKey(), 1, end);
        }
        if (isPremium) {
            teller.tell(Pattern.PREMIUM_MINUTES, user, call.getCallKey(), Math.round(durationMs / 1_000), end);
        }
    }

    /** When it ended; null while it goes on, and where it was only the capture that ended. */
    static @Nullable Long endMicros(Call call) {
        return call.getEnded() && call.getEndedBy() != EndedBy.CAPTURE_END ? call.getEndMicros() : null;
    }

    /** A row of a transaction outside calls, told at an event time (micros). */
    public void transaction(Transaction transaction, long toldMicros, Consumer<PatternNews> out) {
        String source = "source:" + Endpoints.address(transaction.getSource());
        Teller teller = new Teller(toldMicros, transaction.getVersion(), transaction.getCallId(), out);
        String key = transaction.getTransactionKey();
        long start = transaction.getStartMicros();
        if (transaction.getMethod().equals("REGISTER")) {
            String registrar = "registrar:" + Endpoints.address(transaction.getDestination());
            teller.tell(Pattern.REGISTRATION_STORM, source, key, 1, start);
            teller.tell(Pattern.REGISTRAR_STORM, registrar, key, 1, start);
        }
        if (isScanner(transaction.getUserAgent())) teller.tell(Pattern.SCANNER, source, key, 1, start);
        if (isRefusal(transaction.getStatus())) {
            teller.tell(Pattern.SCAN, source, transaction.getToUser(), 1, start);
        }
    }

    /** A row of refused credentials, told at an event time (micros). */
    public void authentication(AuthenticationFailures failures, long toldMicros, Consumer<PatternNews> out) {
        if (failures.getConsecutiveFailures() == 0) return;
        new Teller(toldMicros, failures.getVersion(), "", out)
                .tell(
                        Pattern.SCAN,
                        "source:" + failures.getSource(),
                        failures.getUser(),
                        1,
                        failures.getLastFailureMicros());
    }

    private static boolean isRefusal(@Nullable Integer status) {
        return status != null && (status == 403 || status == 404);
    }

    private boolean isScanner(String userAgent) {
        if (userAgent.isEmpty()) return false;
        String lower = userAgent.toLowerCase(Locale.ROOT);
        return settings.scannerAgents().stream().anyMatch(lower::contains);
    }

    /** A prefix with a plus matches a number in international form, however that is written. */
    private boolean isPremium(String number) {
        String international = "";
        if (number.startsWith("+")) international = number;
        else if (number.startsWith("00")) international = '+' + number.substring(2);
        else if (number.startsWith("011")) international = '+' + number.substring(3);
        for (String prefix : settings.premiumPrefixes()) {
            if (number.startsWith(prefix) || international.startsWith(prefix)) return true;
        }
        return false;
    }

    /** What all news of one row have in common. */
    private final class Teller {
        private final long toldMicros;
        private final long version;
        private final String callId;
        private final Consumer<PatternNews> out;

        private Teller(long toldMicros, long version, String callId, Consumer<PatternNews> out) {
            this.toldMicros = toldMicros;
            this.version = version;
            this.callId = callId;
            this.out = out;
        }

        private void tell(Pattern pattern, String subject, String item, long weight, long timeMicros) {
            if (item.isEmpty() || settings.limit(pattern).isOff()) return;
            PatternNews news = new PatternNews();
            news.pattern = pattern.name();
            news.subject = subject;
            news.item = item;
            news.weight = weight;
            news.timeMicros = timeMicros;
            news.toldMicros = Math.max(toldMicros, timeMicros);
            news.version = version;
            news.callId = callId;
            out.accept(news);
        }
    }
}
