import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

/** Checks PDF files against PDF/UA-1 and PDF/A-3a: one line each, and what fails. */
public class Check {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        int failed = 0;
        for (String name : files) {
            for (PDFAFlavour flavour : new PDFAFlavour[] {PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_3_A}) {
                try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(name), flavour)) {
                    PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false);
                    ValidationResult found = validator.validate(parser);
                    System.out.println(new File(name).getName() + " " + flavour.getId() + " " + (found.isCompliant() ? "passes" : "FAILS") + ", assertions: " + found.getTotalAssertions());
                    found.getFailedChecks().forEach((rule, times) -> System.out.println("  " + rule.getClause() + "-" + rule.getTestNumber() + ": " + times));
                    failed += found.isCompliant() ? 0 : 1;
                }
            }
        }
        System.exit(failed == 0 ? 0 : 1);
    }
}
