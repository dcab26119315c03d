// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * This is what every refusal looks like (RFC 9457). {@code title} follows the status, {@code detail} says what to do.
 *
 * @param type names the kind of problem for programs
 * @param errors which parameters were wrong; absent when none was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable List<FieldError> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPES = "urn:earshot:problem:";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** One parameter that was wrong. */
    public record FieldError(String field, String detail) {}

    public static Problem of(HttpStatus status, String kind, String detail) {
        return new Problem(TYPES + kind, status.getReasonPhrase(), status.value(), detail, null);
    }

    public static Problem badParameters(List<FieldError> errors) {
        FieldError first = errors.get(0);
        HttpStatus status = HttpStatus.BAD_REQUEST;
        String detail = first.field() + ": " + first.detail();
        return new Problem(TYPES + "bad-parameter", status.getReasonPhrase(), status.value(), detail, errors);
    }

    /** Writes it outside Spring MVC, where filters and the server itself refuse. */
    public void writeTo(HttpServletResponse response) throws IOException {
        byte[] body = JSON.writeValueAsBytes(this);
        response.setStatus(status);
        response.setContentType(MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    @Override
    public String toString() {
        return new String(JSON.writeValueAsBytes(this), StandardCharsets.UTF_8);
    }
}
