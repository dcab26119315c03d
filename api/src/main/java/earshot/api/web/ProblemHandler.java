// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.web;

import earshot.api.store.StoreException;
import jakarta.validation.ConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** This is the one boundary between what controllers throw and what callers read. */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler
    ResponseEntity<Object> badParameter(BadParameterException e) {
        return answer(Problem.badParameters(List.of(new Problem.FieldError(e.field(), e.allowed()))));
    }

    @ExceptionHandler
    ResponseEntity<Object> violation(ConstraintViolationException e) {
        return answer(Problem.badParameters(e.getConstraintViolations().stream()
                .map(v -> new Problem.FieldError(lastNode(v.getPropertyPath().toString()), v.getMessage()))
                .toList()));
    }

    @ExceptionHandler
    ResponseEntity<Object> wrongType(MethodArgumentTypeMismatchException e) {
        return answer(
                Problem.badParameters(List.of(new Problem.FieldError(e.getName(), allowed(e.getRequiredType())))));
    }

    @ExceptionHandler
    ResponseEntity<Object> notFound(NotFoundException e) {
        return answer(Problem.of(HttpStatus.NOT_FOUND, "not-found", String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<Object> noAnswer(StoreException e) {
        String sentence = String.valueOf(e.getMessage());
        LOG.warn("{}", sentence);
        if (e.reason() == StoreException.Cause.TOO_MUCH) {
            return answer(Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "too-much-data", sentence));
        }
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return answer(Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "store-unavailable", sentence), headers);
    }

    /** A fault of ours: logged once in full, told without its inner details. */
    @ExceptionHandler
    ResponseEntity<Object> ourFault(Exception e) {
        LOG.error("a request failed", e);
        return answer(Problem.of(
                HttpStatus.INTERNAL_SERVER_ERROR, "internal", "the server failed to answer; its log says why"));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Problem.FieldError> errors = new ArrayList<>();
        for (ParameterValidationResult result : e.getParameterValidationResults()) {
            if (result instanceof ParameterErrors fields) {
                fields.getFieldErrors().forEach(error -> errors.add(fieldError(error)));
            } else {
                String name = String.valueOf(result.getMethodParameter().getParameterName());
                result.getResolvableErrors()
                        .forEach(error ->
                                errors.add(new Problem.FieldError(name, String.valueOf(error.getDefaultMessage()))));
            }
        }
        return answer(Problem.badParameters(errors));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(Problem.badParameters(e.getBindingResult().getFieldErrors().stream()
                .map(ProblemHandler::fieldError)
                .toList()));
    }

    /** Everything else that Spring refuses by itself: unknown paths, methods and media types. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode code, WebRequest request) {
        HttpStatus status = HttpStatus.valueOf(code.value());
        return answer(Problem.of(status, kind(status), sentence(status)), headers);
    }

    static String kind(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "not-found";
            case METHOD_NOT_ALLOWED -> "method-not-allowed";
            case UNAUTHORIZED -> "unauthorized";
            case FORBIDDEN -> "forbidden";
            default -> status.is4xxClientError() ? "bad-request" : "internal";
        };
    }

    static String sentence(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "nothing is served under this path; /api/openapi.json lists what is";
            case METHOD_NOT_ALLOWED -> "this path only answers GET";
            case NOT_ACCEPTABLE -> "this path answers application/json";
            default ->
                status.is4xxClientError()
                        ? "the request cannot be understood"
                        : "the server failed to answer; its log says why";
        };
    }

    private static Problem.FieldError fieldError(FieldError error) {
        String detail = error.isBindingFailure() ? allowed(error) : String.valueOf(error.getDefaultMessage());
        return new Problem.FieldError(error.getField(), detail);
    }

    /** Spring names the type that a text could not be read as among the codes of the error. */
    private static String allowed(FieldError error) {
        List<String> codes = List.of(error.getCodes() == null ? new String[0] : error.getCodes());
        if (codes.contains("typeMismatch." + Integer.class.getName())) return allowed(Integer.class);
        return allowed(codes.contains("typeMismatch." + Double.class.getName()) ? Double.class : null);
    }

    private static String allowed(@Nullable Class<?> type) {
        if (type == null) return "the value cannot be read";
        if (type == int.class || type == Integer.class) return "must be a whole number";
        if (type == double.class || type == Double.class) return "must be a number";
        return "the value cannot be read";
    }

    private static String lastNode(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static ResponseEntity<Object> answer(Problem problem) {
        return answer(problem, HttpHeaders.EMPTY);
    }

    private static ResponseEntity<Object> answer(Problem problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.parseMediaType(Problem.MEDIA_TYPE))
                .body(problem);
    }
}
