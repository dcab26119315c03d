// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.calls;

import earshot.api.security.Access;
import earshot.api.streams.StreamQuery;
import earshot.api.web.Cursor;
import earshot.api.web.ItemPage;
import earshot.api.web.NotFoundException;
import earshot.api.web.TimeParameter;
import earshot.storage.CallRow;
import earshot.storage.EndpointReportRow;
import earshot.storage.SipMessageRow;
import earshot.storage.StreamRow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers what calls there were, and everything about one of them. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "calls", description = "Calls, one per Call-ID")
class CallController {
    private final CallQuery query;
    private final StreamQuery streams;

    CallController(CallQuery query, StreamQuery streams) {
        this.query = query;
        this.streams = streams;
    }

    @GetMapping("/calls")
    @Operation(summary = "Searches calls, newest first")
    ResponseEntity<ItemPage<CallRow>> search(@Valid @ParameterObject @ModelAttribute CallFilter filter) {
        boolean clear = Access.seesNumbers();
        List<CallRow> rows = query.search(filter, !clear).stream()
                .map(call -> clear ? call : CallMask.masked(call))
                .toList();
        return ItemPage.of(rows, filter.pageLimit(), call -> new Cursor(call.startTime(), call.callKey()))
                .answer();
    }

    @GetMapping("/calls/{callKey}")
    @Operation(summary = "One call")
    CallRow call(@PathVariable String callKey) {
        CallRow call = known(callKey);
        return Access.seesNumbers() ? call : CallMask.masked(call);
    }

    @GetMapping("/calls/{callKey}/ladder")
    @Operation(summary = "Who said what to whom: lanes, messages in order, media beside them")
    Ladder ladder(@PathVariable String callKey) {
        CallRow call = known(callKey);
        return new LadderBuilder(call, query.messages(callKey), streams.ofCall(call.callId())).build();
    }

    @GetMapping("/calls/{callKey}/messages")
    @Operation(summary = "The SIP messages as they were sent, secrets redacted; seq as in the ladder")
    ItemPage<Message> messages(@PathVariable String callKey) {
        known(callKey);
        boolean clear = Access.seesNumbers();
        List<Message> messages = new ArrayList<>();
        for (SipMessageRow row : query.messages(callKey)) messages.add(Message.of(messages.size() + 1, row, clear));
        return ItemPage.whole(messages);
    }

    @GetMapping("/calls/{callKey}/logs")
    @Operation(summary = "What HEP agents logged of the call, by time; none unless a probe is told to keep log lines")
    ItemPage<LogLine> logs(@PathVariable String callKey) {
        known(callKey);
        boolean clear = Access.seesNumbers();
        return ItemPage.whole(
                query.logs(callKey).stream().map(row -> LogLine.of(row, clear)).toList());
    }

    @GetMapping("/calls/{callKey}/streams")
    @Operation(summary = "The RTP streams bound to the call, by start")
    ItemPage<StreamRow> streams(@PathVariable String callKey) {
        return ItemPage.whole(streams.ofCall(known(callKey).callId()));
    }

    @GetMapping("/calls/{callKey}/reports")
    @Operation(summary = "What the devices themselves reported of the call's media, in RTCP XR and vq-rtcpxr, by time")
    ItemPage<EndpointReportRow> reports(@PathVariable String callKey) {
        return ItemPage.whole(streams.reportsOfCall(known(callKey)));
    }

    @GetMapping("/calls/{callKey}/quality")
    @Operation(summary = "How the call sounded: its score, and the receipt of each stream's")
    CallQuality quality(@PathVariable String callKey) {
        CallRow call = known(callKey);
        return CallQuality.of(call, streams.ofCall(call.callId()));
    }

    @GetMapping("/calls/summary")
    @Operation(summary = "Counts and medians of the calls that started in a span of time")
    CallSummary summary(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        return query.summary(TimeParameter.parse("from", from), TimeParameter.parse("to", to));
    }

    private CallRow known(String callKey) {
        CallRow call = query.call(callKey);
        if (call == null)
            throw new NotFoundException("no call is known by this key; search with /api/v1/calls?callId=");
        return call;
    }
}
