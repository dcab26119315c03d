// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** This is Tomcat's own refusal, of requests so broken that no filter sees them, as problem+json instead of HTML. */
public final class ProblemReportValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int code = response.getStatus();
        if (code < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) return;

        HttpStatus status = HttpStatus.resolve(code);
        if (status == null) status = HttpStatus.BAD_REQUEST;
        Problem problem = Problem.of(status, ProblemHandler.kind(status), ProblemHandler.sentence(status));
        try {
            response.setContentType(Problem.MEDIA_TYPE);
            response.getOutputStream().write(problem.toString().getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException e) {
            getContainer().getLogger().debug("the caller left before its refusal was written", e);
        }
    }
}
