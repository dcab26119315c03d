// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.calls;

import earshot.api.security.Access;
import earshot.api.streams.StreamQuery;
import earshot.api.web.ItemPage;
import earshot.api.web.NotFoundException;
import earshot.storage.CallRow;
import earshot.storage.SipMessageRow;
import earshot.storage.StreamRow;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers which other calls belong to a call, and shows all of them as one. */
@RestController
@RequestMapping("/api/v1/conversations/{callKey}")
@Tag(name = "conversations", description = "Calls that are legs of one conversation")
class ConversationController {
    private static final String LEGS_DEFAULT = "16";
    private static final int LEGS_MAX = 64;

    private final ConversationQuery query;
    private final CallQuery calls;
    private final StreamQuery streams;

    ConversationController(ConversationQuery query, CallQuery calls, StreamQuery streams) {
        this.query = query;
        this.calls = calls;
        this.streams = streams;
    }

    @GetMapping
    @Operation(summary = "The legs of a conversation by start, and what links them")
    Conversation conversation(
            @PathVariable String callKey,
            @Parameter(description = "Legs at most; complete says whether there are more")
                    @RequestParam(defaultValue = LEGS_DEFAULT)
                    @Min(2)
                    @Max(LEGS_MAX)
                    int legsMax,
            @Parameter(description = "Links less sure than that are not followed, 0 to 1")
                    @RequestParam(defaultValue = "0")
                    @DecimalMin("0")
                    @DecimalMax("1")
                    double minConfidence) {
        boolean clear = Access.seesNumbers();
        ConversationQuery.Found found = query.around(known(callKey), legsMax, minConfidence);
        return new Conversation(
                callKey,
                found.legs().stream()
                        .map(leg -> clear ? leg : CallMask.masked(leg))
                        .toList(),
                found.links().stream()
                        .map(link -> Conversation.Link.of(link, clear))
                        .toList(),
                found.isWhole());
    }

    @GetMapping("/ladder")
    @Operation(summary = "All legs on one ladder; an event's callId says which leg it is of")
    Ladder conversationLadder(
            @PathVariable String callKey,
            @RequestParam(defaultValue = LEGS_DEFAULT) @Min(2) @Max(LEGS_MAX) int legsMax) {
        CallRow call = known(callKey);
        List<CallRow> legs = query.around(call, legsMax, 0).legs();
        Map<String, StreamRow> media = new LinkedHashMap<>();
        for (CallRow leg : legs) {
            for (StreamRow stream : streams.ofCall(leg.callId())) media.put(stream.id(), stream);
        }
        return new LadderBuilder(call, calls.messages(keys(legs)), List.copyOf(media.values())).build();
    }

    @GetMapping("/messages")
    @Operation(summary = "The SIP messages of all legs, secrets redacted; seq as in the conversation's ladder")
    ItemPage<Message> conversationMessages(
            @PathVariable String callKey,
            @RequestParam(defaultValue = LEGS_DEFAULT) @Min(2) @Max(LEGS_MAX) int legsMax) {
        boolean clear = Access.seesNumbers();
        List<Message> messages = new ArrayList<>();
        for (SipMessageRow row :
                calls.messages(keys(query.around(known(callKey), legsMax, 0).legs()))) {
            messages.add(Message.of(messages.size() + 1, row, clear));
        }
        return ItemPage.whole(messages);
    }

    private static List<String> keys(List<CallRow> legs) {
        return legs.stream().map(CallRow::callKey).toList();
    }

    private CallRow known(String callKey) {
        CallRow call = calls.call(callKey);
        if (call == null)
            throw new NotFoundException("no call is known by this key; search with /api/v1/calls?callId=");
        return call;
    }
}
