import './chart.css';
import './rows.css';
import './caseload-page.js';
