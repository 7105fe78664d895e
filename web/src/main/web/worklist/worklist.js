import './chart.css';
import './rows.css';
import './worklist.css';
import './worklist-page.js';
