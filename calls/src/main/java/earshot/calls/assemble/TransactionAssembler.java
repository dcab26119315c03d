// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;
import earshot.events.Endpoints;
import earshot.events.Keys;
import earshot.events.SipMessage;
import earshot.events.Transaction;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of a Call-ID outside calls: REGISTER, OPTIONS, SUBSCRIBE, NOTIFY, PUBLISH, MESSAGE and others. One is
 * told by CSeq, method and From-tag, so that it is the same on every hop.
 */
final class TransactionAssembler {
    /** Open at one time in one Call-ID. */
    static final int OPEN_MAX = 32;

    void message(List<TransactionMemory> open, SipMessage message, Consumer<Transaction> out) {
        TransactionMemory transaction = find(open, message);
        if (transaction == null) {
            if (open.size() >= OPEN_MAX) open.remove(0);
            transaction = new TransactionMemory();
            transaction.callId = message.getCallId();
            transaction.method = message.getMethod();
            transaction.cseq = message.getCseq();
            transaction.fromTag = message.getFromTag();
            transaction.startMicros = message.getTimeMicros();
            describe(transaction, message);
            open.add(transaction);
        }
        transaction.count.add(message);
        transaction.lastMicros = Math.max(transaction.lastMicros, message.getTimeMicros());
        if (message.getStatusCode() == 0) {
            request(transaction, message);
        } else if (message.getStatusCode() >= 200) {
            response(transaction, message);
        }
        transaction.version++;
        out.accept(row(transaction));
    }

    /** Forgets transactions that nobody speaks of any more. */
    void time(List<TransactionMemory> open, long timeMicros) {
        open.removeIf(transaction -> timeMicros >= transaction.lastMicros + Patience.UNANSWERED_REQUEST);
    }

    private static @Nullable TransactionMemory find(List<TransactionMemory> open, SipMessage message) {
        for (TransactionMemory one : open) {
            boolean same = one.cseq == message.getCseq()
                    && one.method.equals(message.getMethod())
                    && one.fromTag.equals(message.getFromTag());
            if (same) return one;
        }
        return null;
    }

    private static void describe(TransactionMemory transaction, SipMessage message) {
        String source = Endpoints.of(message.getSourceAddress(), message.getSourcePort());
        String destination = Endpoints.of(message.getDestinationAddress(), message.getDestinationPort());
        boolean request = message.getStatusCode() == 0;
        transaction.source = request ? source : destination;
        transaction.destination = request ? destination : source;
        transaction.probe = message.getProbe();
        transaction.from = message.getFromUri();
        transaction.to = message.getToUri();
        transaction.fromUser = message.getFromUser();
        transaction.toUser = message.getToUser();
    }

    private static void request(TransactionMemory transaction, SipMessage message) {
        if (transaction.requestSeen) return;
        transaction.requestSeen = true;
        transaction.startMicros = message.getTimeMicros();
        transaction.branch = message.getViaBranch();
        transaction.contactUri = message.getContactUri();
        transaction.expiresSeconds = message.getExpiresSeconds();
        transaction.userAgent = message.getUserAgent();
        describe(transaction, message);
    }

    private static void response(TransactionMemory transaction, SipMessage message) {
        if (transaction.statusToSender) return;
        transaction.status = message.getStatusCode();
        transaction.statusMicros = message.getTimeMicros();
        transaction.statusToSender = transaction.branch.equals(message.getViaBranch());
    }

    private static Transaction row(TransactionMemory transaction) {
        Integer status = transaction.status == 0 ? null : Integer.valueOf(transaction.status);
        Double responseMs = null;
        if (status != null && transaction.requestSeen) {
            responseMs = Math.max(0, transaction.statusMicros - transaction.startMicros) / 1_000.0;
        }
        return Transaction.newBuilder()
                .setTransactionKey(Keys.transactionKey(
                        transaction.callId, transaction.cseq, transaction.method, transaction.fromTag))
                .setVersion(transaction.version)
                .setMethod(transaction.method)
                .setCallId(transaction.callId)
                .setCseq(transaction.cseq)
                .setFrom(transaction.from)
                .setTo(transaction.to)
                .setFromUser(transaction.fromUser)
                .setToUser(transaction.toUser)
                .setSource(transaction.source)
                .setDestination(transaction.destination)
                .setProbe(transaction.probe)
                .setStartMicros(transaction.startMicros)
                .setStatus(status)
                .setResponseMs(responseMs)
                .setMessages(transaction.count.messages)
                .setRetransmissions(transaction.count.retransmissions)
                .setContactUri(transaction.contactUri)
                .setExpiresSeconds(transaction.expiresSeconds)
                .setUserAgent(transaction.userAgent)
                .build();
    }
}
