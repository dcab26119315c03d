// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.web;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the OpenAPI document says of the API as a whole; paths and fields come from the controllers themselves. */
@Configuration(proxyBeanMethods = false)
class OpenApiDocument {
    private static final String TOKEN = "token";

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Earshot")
                        .version("v1")
                        .description("Calls, streams and alerts as they were heard. Times are RFC 3339 in UTC with"
                                + " microseconds; fields that end in Ms are milliseconds, in Percent 0 to 100.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .schemaRequirement(
                        TOKEN,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("Needed unless the API only listens on loopback"))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }

    /** Every path may answer these problems, so that no controller repeats them. */
    @Bean
    OpenApiCustomizer problems() {
        return document -> {
            ModelConverters.getInstance(true).readAll(Problem.class).forEach(document.getComponents()::addSchemas);
            document.getPaths().values().forEach(path -> path.readOperations().forEach(OpenApiDocument::addProblems));
        };
    }

    private static void addProblems(Operation operation) {
        ApiResponses responses = operation.getResponses();
        boolean hasKey = operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(parameter -> "path".equals(parameter.getIn()));
        responses.addApiResponse("400", problem("A parameter cannot be understood; errors names it"));
        responses.addApiResponse("401", problem("A token is needed"));
        if (hasKey) responses.addApiResponse("404", problem("Nothing is known under this key"));
        responses.addApiResponse("503", problem("ClickHouse does not answer in time; see Retry-After"));
    }

    private static ApiResponse problem(String description) {
        Schema<?> schema = new Schema<>().$ref("#/components/schemas/Problem");
        return new ApiResponse()
                .description(description)
                .content(new Content().addMediaType(Problem.MEDIA_TYPE, new MediaType().schema(schema)));
    }
}
