import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks veraPDF about many files in one process.
 *
 * In: paths, one a line. Out: for each a line "valid", or "invalid" or "failed" with what is wrong.
 */
public final class Container {
    public static void main(String[] args) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        BufferedReader paths =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String path = paths.readLine(); path != null; path = paths.readLine()) {
            System.out.println(judge(path));
            System.out.flush();
        }
    }

    static String judge(String path) {
        try (InputStream file = new FileInputStream(path);
             PDFAParser parser =
                 Foundries.defaultInstance().createParser(file, PDFAFlavour.PDFA_3_B)) {
            PDFAValidator validator =
                Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_3_B, false);
            ValidationResult result = validator.validate(parser);
            return result.isCompliant() ? "valid" : "invalid " + rules(result);
        } catch (Throwable failure) {
            return ("failed " + failure).replaceAll("\\s+", " ");
        }
    }

    private static String rules(ValidationResult result) {
        return result.getTestAssertions().stream()
            .filter(it -> it.getStatus() == TestAssertion.Status.FAILED)
            .map(it -> it.getRuleId().getClause() + "-" + it.getRuleId().getTestNumber())
            .distinct().sorted().collect(Collectors.joining(" "));
    }
}
