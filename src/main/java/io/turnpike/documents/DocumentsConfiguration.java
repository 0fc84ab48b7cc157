package io.turnpike.documents;

import io.turnpike.definitions.Definitions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The document templates, read and checked when first wanted. */
@Configuration(proxyBeanMethods = false)
class DocumentsConfiguration {
    @Bean
    @Lazy
    DocumentForms documentForms(Definitions definitions) {
        return DocumentForms.load(definitions.root());
    }
}
