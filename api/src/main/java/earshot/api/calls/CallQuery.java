// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.calls;

import earshot.api.store.Query;
import earshot.api.store.Store;
import earshot.api.web.Cursor;
import earshot.storage.AgentLogRow;
import earshot.storage.CallRow;
import earshot.storage.SipMessageRow;
import earshot.storage.TableType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks the tables of calls and messages. */
@Component
class CallQuery {
    /** Messages, or log lines, of one call that are brought to a page; a call with more is in a loop of its own. */
    static final int MESSAGES_MAX = 2000;

    private static final String SELECT_CALLS = "SELECT " + TableType.CALLS.jsonColumnList() + "\nFROM calls FINAL";
    private static final String SELECT_MESSAGES =
            "SELECT " + TableType.SIP_MESSAGES.jsonColumnList() + "\nFROM sip_messages FINAL";
    private static final String SELECT_LOGS =
            "SELECT " + TableType.AGENT_LOGS.jsonColumnList() + "\nFROM agent_logs FINAL";
    private static final String SELECT_SUMMARY = """
            SELECT
                count() AS calls,
                countIf(state = 'answered') AS answered,
                countIf(state = 'failed') AS failed,
                countIf(NOT ended) AS active,
                quantile(0.5)(setup_ms) AS setupMsMedian,
                quantile(0.95)(setup_ms) AS setupMsP95,
                avg(duration_ms) AS durationMsMean,
                avg(mos_lq) AS mosLqMean,
                countIf(mos_lq < 3.6) AS poor,
                countIf(loss_percent_max > 3) AS lossy,
                countIf(one_way) AS oneWay
            FROM calls FINAL""";

    private final Store store;

    CallQuery(Store store) {
        this.store = store;
    }

    /** One page of calls, newest first, and one more if there is one. */
    List<CallRow> search(CallFilter filter, boolean wholeUserOnly) {
        Query query = new Query(SELECT_CALLS);
        times(query, filter.fromTime(), filter.toTime());
        who(query, filter, wholeUserOnly);
        how(query, filter);
        Cursor after = filter.after();
        if (after != null) {
            query.where("(start_time, call_key) < (fromUnixTimestamp64Micro({afterTime:Int64}), {afterKey:String})")
                    .bind("afterTime", after.time())
                    .bind("afterKey", after.key());
        }
        query.then("ORDER BY start_time DESC, call_key DESC\nLIMIT {limit:UInt32}")
                .bind("limit", filter.pageLimit() + 1);
        return store.rows(CallRow.class, query);
    }

    @Nullable
    CallRow call(String callKey) {
        return store.row(
                CallRow.class,
                new Query(SELECT_CALLS)
                        .where("call_key = {callKey:String}", "callKey", callKey)
                        .then("ORDER BY start_time DESC\nLIMIT 1"));
    }

    /** A call's messages by time, then as they were captured, a request before its response. */
    List<SipMessageRow> messages(String callKey) {
        return messages(new Query(SELECT_MESSAGES).where("call_key = {callKey:String}", "callKey", callKey));
    }

    /** The messages of several calls in one order. */
    List<SipMessageRow> messages(Collection<String> callKeys) {
        return messages(new Query(SELECT_MESSAGES)
                .where("call_key IN {keys:Array(String)}", "keys", ConversationQuery.array(callKeys)));
    }

    private List<SipMessageRow> messages(Query query) {
        return store.rows(
                SipMessageRow.class,
                query.then("ORDER BY time, sequence, status IS NOT NULL, probe\nLIMIT {limit:UInt32}")
                        .bind("limit", MESSAGES_MAX));
    }

    /** What agents logged of a call, by time. */
    List<AgentLogRow> logs(String callKey) {
        return store.rows(
                AgentLogRow.class,
                new Query(SELECT_LOGS)
                        .where("call_key = {callKey:String}", "callKey", callKey)
                        .then("ORDER BY time, probe, boot, sequence\nLIMIT {limit:UInt32}")
                        .bind("limit", MESSAGES_MAX));
    }

    /** Several calls, by start. */
    List<CallRow> calls(Collection<String> callKeys) {
        return store.rows(
                CallRow.class,
                new Query(SELECT_CALLS)
                        .where("call_key IN {keys:Array(String)}", "keys", ConversationQuery.array(callKeys))
                        .then("ORDER BY start_time, call_id\nLIMIT 1 BY call_key"));
    }

    CallSummary summary(@Nullable Instant from, @Nullable Instant to) {
        Query query = new Query(SELECT_SUMMARY);
        times(query, from, to);
        return store.rows(CallSummary.class, query).get(0);
    }

    private static void times(Query query, @Nullable Instant from, @Nullable Instant to) {
        query.whereGiven("start_time >= fromUnixTimestamp64Micro({from:Int64})", "from", from)
                .whereGiven("start_time < fromUnixTimestamp64Micro({to:Int64})", "to", to);
    }

    private static void who(Query query, CallFilter filter, boolean wholeUserOnly) {
        String userCondition = wholeUserOnly
                ? "{user:String} IN (from_user, to_user)"
                : "(positionCaseInsensitiveUTF8(from_user, {user:String}) > 0"
                        + " OR positionCaseInsensitiveUTF8(to_user, {user:String}) > 0)";
        query.whereGiven("call_id = {callId:String}", "callId", filter.callId())
                .whereGiven(userCondition, "user", filter.user())
                .whereGiven("{peer:String} IN (caller, callee, caller_ip, callee_ip)", "peer", filter.peer())
                .whereGiven("has(probes, {probe:String})", "probe", filter.probe());
    }

    private static void how(Query query, CallFilter filter) {
        List<CallFilter.CallState> states = filter.states();
        if (!states.isEmpty()) {
            // Only words of the enum get here, so that the list needs no binding.
            query.where(states.stream()
                    .map(state -> "'" + state.text() + "'")
                    .collect(Collectors.joining(", ", "state IN (", ")")));
        }
        query.whereGiven("mos_lq < {mosLt:Float64}", "mosLt", filter.mosLt())
                .whereGiven("loss_percent_max > {lossGt:Float64}", "lossGt", filter.lossGt())
                .whereGiven(
                        "arrayExists(codec -> lower(codec) = lower({codec:String}), codecs)", "codec", filter.codec());
    }
}
