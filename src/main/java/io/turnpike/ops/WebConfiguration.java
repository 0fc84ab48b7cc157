package io.turnpike.ops;

import io.turnpike.payments.online.OnlinePayments;
import java.time.Clock;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is served under which address. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class WebConfiguration {
    @Bean
    ServletRegistrationBean<PaymentSystemServlet> paymentSystems(OnlinePayments payments, Clock clock) {
        return new ServletRegistrationBean<>(new PaymentSystemServlet(payments, clock), "/pay/*");
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> certificates() {
        return server -> server.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
                protocol.setSslImplementationName(HandshakeCertificates.class.getName());
            }
        });
    }

    @Bean
    ServletRegistrationBean<HealthServlet> health(JdbcClient jdbc, OnlinePayments payments, Clock clock) {
        return new ServletRegistrationBean<>(new HealthServlet(jdbc, payments, clock), "/health");
    }
}
