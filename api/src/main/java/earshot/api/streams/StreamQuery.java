// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.streams;

import earshot.api.store.Query;
import earshot.api.store.Store;
import earshot.storage.CallRow;
import earshot.storage.EndpointReportRow;
import earshot.storage.StreamIntervalRow;
import earshot.storage.StreamRow;
import earshot.storage.TableType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks the tables of streams, for one stream and for those of a call. */
@Component
public class StreamQuery {
    private static final String SELECT_STREAMS =
            "SELECT " + TableType.STREAMS.jsonColumnList() + "\nFROM streams FINAL";
    private static final String SELECT_INTERVALS =
            "SELECT " + TableType.STREAM_INTERVALS.jsonColumnList() + "\nFROM stream_intervals FINAL";

    private static final String SELECT_REPORTS =
            "SELECT " + TableType.ENDPOINT_REPORTS.jsonColumnList() + "\nFROM endpoint_reports FINAL";

    private final Store store;

    StreamQuery(Store store) {
        this.store = store;
    }

    /** The streams bound to a call, by start. */
    public List<StreamRow> ofCall(String callId) {
        return store.rows(
                StreamRow.class,
                new Query(SELECT_STREAMS)
                        .where("has(call_ids, {callId:String})", "callId", callId)
                        .then("ORDER BY start_time, id\nLIMIT 1000"));
    }

    /** What devices reported of a call: those that name it, and those of its streams; one in SIP over several hops once. */
    public List<EndpointReportRow> reportsOfCall(CallRow call) {
        return store.rows(
                EndpointReportRow.class,
                new Query(SELECT_REPORTS)
                        .where(
                                "(call_id = {callId:String} OR (stream_id != '' AND has("
                                        + "(SELECT arrayDistinct(groupArray(id)) FROM streams FINAL"
                                        + " WHERE has(call_ids, {callId:String})), stream_id)))",
                                "callId",
                                call.callId())
                        .then("ORDER BY time, sequence\n"
                                + "LIMIT 1 BY kind, if(kind = 'vqRtcpxr' AND call_id != '', '', toString(sequence)),"
                                + " reporter_ssrc, subject_ssrc,"
                                + " report, of_far_end, stop_time\nLIMIT 1000"));
    }

    @Nullable
    StreamDetail stream(String id) {
        StreamRow stream = store.row(
                StreamRow.class,
                new Query(SELECT_STREAMS)
                        .where("id = {id:String}", "id", id)
                        .then("ORDER BY start_time DESC\nLIMIT 1"));
        return stream == null ? null : new StreamDetail(stream, intervals(id));
    }

    private List<StreamIntervalRow> intervals(String id) {
        return store.rows(
                StreamIntervalRow.class,
                new Query(SELECT_INTERVALS)
                        .where("stream_id = {id:String}", "id", id)
                        .then("ORDER BY start_time\nLIMIT 10000"));
    }
}
