// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import earshot.standalone.RowJson;
import earshot.storage.CallRow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The calls as the REST API tells them, page by page: what the demo prints has been through every part. */
final class CallList {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI api;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ObjectMapper mapper = RowJson.mapper();

    CallList(URI api) {
        this.api = api;
    }

    List<CallRow> read() throws IOException, InterruptedException {
        List<CallRow> calls = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = get("/api/v1/calls?limit=1000&from=1970-01-01T00:00:00Z" + next);
            for (JsonNode item : page.path("items")) calls.add(mapper.treeToValue(item, CallRow.class));
            JsonNode cursor = page.path("page").path("next");
            next = cursor.isTextual() ? "&cursor=" + cursor.asText() : "";
        } while (!next.isEmpty());
        return calls;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(api.resolve(path)).timeout(TIMEOUT).build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("the API answered " + response.statusCode() + " to " + path);
        }
        return mapper.readTree(response.body());
    }
}
